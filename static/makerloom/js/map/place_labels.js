import { el } from "../lib/dom.js";
import { isAbort, loadJson } from "../lib/load.js";
import { later } from "../lib/timing.js";
import { bboxOf } from "./bounds.js";

/** Names of towns, for a map without street tiles. */
export class PlaceLabels {
  constructor(map, address) {
    this.map = map;
    this.address = address;
    this.shown = false;
    this.request = null;
    const pane = map.createPane("names");
    pane.style.zIndex = "350";
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    this.layer = L.layerGroup().addTo(map);
    map.on("moveend", later(150, () => this.load()));
  }

  show() {
    if (!this.shown) {
      this.shown = true;
      this.load();
    }
  }

  hide() {
    this.shown = false;
    this.layer.clearLayers();
  }

  async load() {
    if (!this.shown) {
      return;
    }
    this.request?.abort();
    this.request = new AbortController();
    const params = new URLSearchParams({ bbox: bboxOf(this.map), zoom: this.map.getZoom() });
    try {
      const answer = await loadJson(`${this.address}?${params}`, this.request.signal);
      this.draw(answer?.labels ?? []);
    } catch (error) {
      if (!isAbort(error)) {
        this.draw([]);
      }
    }
  }

  draw(labels) {
    this.layer.clearLayers();
    for (const { name, lon, lat, rank } of labels) {
      const icon = L.divIcon({
        className: "",
        html: el("span", { class: `place-label place-label--${rank}` }, name),
        iconSize: [0, 0],
      });
      this.layer.addLayer(L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "names" }));
    }
  }
}
