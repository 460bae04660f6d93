import { token } from "../lib/dom.js";
import { loadJson } from "../lib/load.js";

const NEAR_FROM_ZOOM = 6;
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Land and borders of our own, below everything: the map is never grey. */
export class Basemap {
  constructor(map, address) {
    this.map = map;
    this.address = address;
    this.layer = null;
    this.level = "";
    map.createPane("basemap").style.zIndex = "150";
    this.renderer = L.canvas({ pane: "basemap", padding: 0.3 });
    map.on("zoomend", () => this.load());
    DARK.addEventListener("change", () => this.layer?.setStyle(this.style()));
  }

  style() {
    return {
      color: token("--border-land"),
      fillColor: token("--land"),
      fillOpacity: 1,
      opacity: 1,
      weight: 1,
    };
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

  draw(land) {
    const copies = [0, -360, 360].map((shift) =>
      L.geoJSON(land, {
        coordsToLatLng: ([lon, lat]) => L.latLng(lat, lon + shift),
        interactive: false,
        renderer: this.renderer,
        style: () => this.style(),
      }),
    );
    this.layer?.remove();
    this.layer = L.featureGroup(copies).addTo(this.map);
  }
}
