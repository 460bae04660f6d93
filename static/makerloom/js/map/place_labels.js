/*
 * The names of towns on a map; they keep clear of its controls.
 *
 * @example
 * <section class="map">
 *   <div data-map>…</div>
 *   <div class="map__tools">…</div>
 * </section>
 */

import { el } from "../lib/dom.js";
import { isAbort, loadJson } from "../lib/load.js";
import { debounce } from "../lib/timing.js";
import { bboxOf } from "./coordinates.js";
import { isCity, isLarge, placeLabel } from "./label_placement.js";

/** The boxes of marks and controls, in pixels of the map: no name may overlap them. */
function obstaclesOn(map) {
  const container = map.getContainer();
  const corner = container.getBoundingClientRect();
  const controls = container.parentElement.querySelectorAll(".leaflet-control, .map__tools > *");
  return [...map.getPane("markerPane").children, ...controls].map((node) => {
    const box = node.getBoundingClientRect();
    return { x: box.x - corner.x, y: box.y - corner.y, width: box.width, height: box.height };
  });
}

/** Where names are legible: the map above its lower controls. */
function readable(map) {
  const container = map.getContainer();
  const { bottom } = container.querySelector(".leaflet-bottom").getBoundingClientRect();
  return { width: container.clientWidth, height: bottom - container.getBoundingClientRect().top };
}

/** Names of towns, for a map without street tiles. */
export class PlaceLabels {
  constructor(map, address) {
    this.map = map;
    this.address = address;
    this.visible = false;
    this.request = null;
    this.labels = [];
    const pane = map.createPane("names");
    pane.style.zIndex = "350";
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    this.layer = L.layerGroup().addTo(map);
    map.on(
      "moveend",
      debounce(150, () => this.load()),
    );
    map.on("drawn", () => this.visible && this.draw(this.labels));
  }

  show() {
    if (!this.visible) {
      this.visible = true;
      this.load();
    }
  }

  hide() {
    this.visible = false;
    this.layer.clearLayers();
  }

  async load() {
    if (!this.visible) {
      return;
    }
    this.request?.abort();
    this.request = new AbortController();
    const params = new URLSearchParams({ bbox: bboxOf(this.map), zoom: this.map.getZoom() });
    try {
      const response = await loadJson(`${this.address}?${params}`, this.request.signal);
      this.draw(response?.labels ?? []);
    } catch (error) {
      if (!isAbort(error)) {
        this.draw([]);
      }
    }
  }

  draw(labels) {
    this.labels = labels;
    this.layer.clearLayers();
    const taken = obstaclesOn(this.map);
    const area = readable(this.map);
    for (const label of labels) {
      const { x, y } = this.map.latLngToContainerPoint([label.lat, label.lon]);
      const box = placeLabel({ ...label, x, y }, taken, area);
      if (box) {
        taken.push(box);
        this.layer.addLayer(this.name(label, box));
      }
    }
  }

  name({ name, lon, lat, rank }, box) {
    const city = isCity(rank) ? " place-label--city" : "";
    const large = isLarge(rank) ? ` place-label--large${city}` : "";
    const icon = L.divIcon({
      className: "",
      html: el("span", { class: `place-label${large}` }, name),
      iconAnchor: [-box.dx, -box.dy],
      iconSize: [box.width, box.height],
    });
    return L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "names" });
  }
}
