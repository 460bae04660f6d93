import { token } from "../lib/dom.js";
import { loadJson } from "../lib/load.js";

const NEAR_FROM_ZOOM = 6;
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Land and borders of our own, below everything: the map is never grey. */
export class Basemap {
  constructor(map, address) {
    this.map = map;
    this.address = address;
    this.layers = [];
    this.level = "";
    map.createPane("basemap").style.zIndex = "150";
    this.renderer = L.canvas({ pane: "basemap", padding: 0.3 });
    map.on("zoomend", () => this.load());
    DARK.addEventListener("change", () => this.restyle());
  }

  styles() {
    return [
      { color: token("--shallow"), fill: false, opacity: 1, weight: 9 },
      { color: token("--border-land"), fillColor: token("--land"), fillOpacity: 1, opacity: 1, weight: 1 },
    ];
  }

  async load() {
    const level = this.map.getZoom() >= NEAR_FROM_ZOOM ? "near" : "world";
    if (level === this.level) {
      return;
    }
    this.level = level;
    const land = await loadJson(`${this.address}?level=${level}`).catch(() => null);
    if (land && level === this.level) {
      this.draw(land);
    }
  }

  /** A broad line along every border first: the land over it leaves the coasts of it. */
  draw(land) {
    for (const layer of this.layers) {
      layer.remove();
    }
    this.layers = this.styles().map((style) => this.layer(land, style).addTo(this.map));
  }

  /** The land with a style, and once more on each side of the date line. */
  layer(land, style) {
    const copies = [0, -360, 360].map((shift) =>
      L.geoJSON(land, {
        coordsToLatLng: ([lon, lat]) => L.latLng(lat, lon + shift),
        interactive: false,
        renderer: this.renderer,
        style: () => style,
      }),
    );
    return L.featureGroup(copies);
  }

  restyle() {
    this.styles().forEach((style, n) => this.layers[n]?.setStyle(style));
  }
}
