import { el } from "../lib/dom.js";
import { isAbort, loadJson } from "../lib/load.js";
import { debounce } from "../lib/timing.js";
import { bboxOf } from "./bounds.js";

const CITY_COUNT = 2;
const LARGE_COUNT = 6;
const HEIGHT_PX = 16;
const LETTER_PX = 7;
const LARGE_LETTER_PX = 9;
const CITY_LETTER_PX = 10.5;
const GAP_PX = 4;

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

function inside(box, whole) {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= whole.width && box.y + box.height <= whole.height;
}

function overlaps(a, b) {
  return a.x < b.x + b.width + GAP_PX && b.x < a.x + a.width + GAP_PX && a.y < b.y + b.height && b.y < a.y + a.height;
}

function letterPx(rank) {
  if (rank < CITY_COUNT) {
    return CITY_LETTER_PX;
  }
  return rank < LARGE_COUNT ? LARGE_LETTER_PX : LETTER_PX;
}

/** Return the first free box for a name: on its town, below, above, beside; a city's also further off. */
function freeBox(map, { name, lon, lat, rank }, taken) {
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const width = name.length * letterPx(rank);
  const height = HEIGHT_PX;
  const offsets = [
    [-width / 2, -height / 2],
    ...(rank < CITY_COUNT ? [22, 36] : [22]).flatMap((away) => [
      [-width / 2, away],
      [-width / 2, -away - height],
      [away + 4, -height / 2],
      [-away - 4 - width, -height / 2],
    ]),
  ];
  const boxes = offsets.map(([dx, dy]) => ({ dx, dy, x: x + dx, y: y + dy, width, height }));
  const whole = readable(map);
  return boxes.find((box) => inside(box, whole) && !taken.some((other) => overlaps(box, other)));
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
    for (const label of labels) {
      const box = freeBox(this.map, label, taken);
      if (box) {
        taken.push(box);
        this.layer.addLayer(this.name(label, box));
      }
    }
  }

  name({ name, lon, lat, rank }, box) {
    const city = rank < CITY_COUNT ? " place-label--city" : "";
    const large = rank < LARGE_COUNT ? ` place-label--large${city}` : "";
    const icon = L.divIcon({
      className: "",
      html: el("span", { class: `place-label${large}` }, name),
      iconAnchor: [-box.dx, -box.dy],
      iconSize: [box.width, box.height],
    });
    return L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "names" });
  }
}
