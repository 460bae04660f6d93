import { token } from "../lib/dom.js";
import { isAbort, loadJson } from "../lib/load.js";
import { bboxOf } from "./coordinates.js";
import { isArea } from "./mark_state.js";
import { areaOf, clusterMark, placeMark } from "./marks.js";
import { mergeView } from "./merge.js";

/** The current view from the server: clusters and single places. */
export class ViewLayer {
  constructor(map, address, { onPick, onPoint }) {
    this.map = map;
    this.address = address;
    this.onPick = onPick;
    this.onPoint = onPoint;
    this.query = "";
    this.request = null;
    this.drawn = new Map();
    this.areas = L.layerGroup().addTo(map);
  }

  async load(query = this.query) {
    this.query = query;
    this.request?.abort();
    this.request = new AbortController();
    const params = new URLSearchParams(query);
    params.set("bbox", bboxOf(this.map));
    params.set("zoom", String(Math.round(this.map.getZoom())));
    try {
      const view = await loadJson(`${this.address}?${params}`, this.request.signal);
      if (view) {
        this.draw(view);
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.draw({ cells: [], points: [] });
      }
    }
  }

  draw({ cells, points }) {
    const pixelOf = ({ lat, lon }) => this.map.latLngToContainerPoint([lat, lon]);
    const { discs, single } = mergeView(cells, points, pixelOf);
    const current = new Map([
      ...discs.map((cell) => [`${cell.lon},${cell.lat},${cell.count},${cell.open}`, () => this.cluster(cell)]),
      ...single.map((place) => [place.id, () => this.place(place)]),
    ]);
    for (const [key, mark] of this.drawn) {
      if (!current.has(key)) {
        mark.remove();
        this.drawn.delete(key);
      }
    }
    for (const [key, create] of current) {
      if (!this.drawn.has(key)) {
        this.drawn.set(key, create().addTo(this.map));
      }
    }
    this.drawAreas(single.filter(isArea));
    this.map.fire("drawn");
  }

  drawAreas(places) {
    this.areas.clearLayers();
    for (const place of places) {
      this.areas.addLayer(areaOf(place, { color: token("--madder") }));
    }
  }

  cluster(cell) {
    const step = this.map.getZoom() < 5 ? 3 : 2;
    return clusterMark(cell).on("click", () => {
      this.map.setView([cell.lat, cell.lon], Math.min(this.map.getZoom() + step, 18));
    });
  }

  place(place) {
    return placeMark(place)
      .on("click", () => this.onPick(place))
      .on("mouseover", () => this.onPoint(place.id))
      .on("mouseout", () => this.onPoint(null));
  }

  markOf(id) {
    return this.drawn.get(id);
  }
}
