import { el } from "../lib/dom.js";
import { loadJson } from "../lib/load.js";
import { hasMap, makeAtlas } from "./atlas.js";

const ADDRESS = ["street", "postcode", "locality", "region", "country"];
const DOOR_ZOOM = 16;
// Without street tiles the names of towns say where it is: some must be in sight.
const TOWN_ZOOM = 12;
const DIGITS = 6;
const STEP_PX = 4;
const LARGE_STEP_PX = 40;
const STEPS = { ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1] };

/** Read a coordinate as people write it: 51,545 or 51.545°. */
function numberOf(text) {
  const trimmed = text.trim().replace(",", ".").replace(/°$/, "");
  return trimmed === "" ? Number.NaN : Number(trimmed);
}

/** The pin of a form: set by address, click, drag, numbers or arrow keys. */
class PinMap {
  static start(root) {
    return hasMap() ? new PinMap(root) : null;
  }

  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.said = root.dataset;
    this.note = root.querySelector("[data-pin-note]");
    this.frame = root.querySelector("[data-pin-map]");
    this.frame.hidden = false;
    root.querySelector("[data-pin-help]").hidden = false;
    this.map = makeAtlas(this.frame.querySelector("[data-map]"), { wheel: false });
    this.map.getPane("markerPane").removeAttribute("aria-hidden");
    const plain = this.frame.querySelector("[data-map]").dataset.tiles === "off";
    this.closest = plain || this.said.town ? TOWN_ZOOM : DOOR_ZOOM;
    this.marker = null;
    this.map.on("click", ({ latlng }) => this.place(latlng, "hand"));
    for (const name of ["lat", "lon"]) {
      this.field(name).addEventListener("change", () => this.typed());
    }
    const find = root.querySelector("[data-pin-find]");
    find.hidden = false;
    find.addEventListener("click", () => this.find());
    this.typed();
  }

  field(name) {
    return this.form.elements.namedItem(name);
  }

  typed() {
    const lat = numberOf(this.field("lat").value);
    const lon = numberOf(this.field("lon").value);
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) {
      this.show(L.latLng(lat, lon));
      this.map.setView([lat, lon], this.closest, { animate: false });
    }
  }

  /** Put the pin at a point, and say so in the fields. */
  place(latlng, by) {
    const point = latlng.wrap();
    this.field("lat").value = point.lat.toFixed(DIGITS);
    this.field("lon").value = point.lng.toFixed(DIGITS);
    this.field("placed_by").value = by;
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
    this.show(point);
    this.note.textContent = this.said.sayMoved
      .replace("{lat}", point.lat.toFixed(5))
      .replace("{lon}", point.lng.toFixed(5));
  }

  show(latlng) {
    if (this.marker) {
      this.marker.setLatLng(latlng);
      return;
    }
    const icon = L.divIcon({ className: "pin", html: el("span"), iconAnchor: [14, 34], iconSize: [28, 36] });
    this.marker = L.marker(latlng, { autoPan: true, draggable: true, icon, keyboard: true }).addTo(this.map);
    const node = this.marker.getElement();
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", this.said.sayPin);
    node.addEventListener("keydown", (event) => this.key(event));
    this.marker.on("dragend", () => this.place(this.marker.getLatLng(), "hand"));
  }

  key(event) {
    const step = STEPS[event.key];
    if (!step) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const size = event.shiftKey ? LARGE_STEP_PX : STEP_PX;
    const at = this.map.latLngToContainerPoint(this.marker.getLatLng());
    const point = at.add(L.point(step[0] * size, step[1] * size));
    this.place(this.map.containerPointToLatLng(point), "hand");
    this.map.panInside(this.marker.getLatLng(), { animate: false, padding: [40, 40] });
  }

  /** Look the address up; a pin that somebody set stays where it is. */
  async find() {
    const asked = new URLSearchParams(ADDRESS.map((name) => [name, this.field(name).value]));
    const answer = await loadJson(`${this.said.find}?${asked}`).catch(() => null);
    const place = answer?.place;
    if (!place) {
      this.note.textContent = this.said.sayNotFound;
      return;
    }
    const zoom = place.precision === "city" ? TOWN_ZOOM : this.closest;
    this.map.setView([place.lat, place.lon], zoom, { animate: false });
    if (this.field("placed_by").value === "hand") {
      this.note.textContent = this.said.sayKept;
      return;
    }
    this.place(L.latLng(place.lat, place.lon), place.precision);
    const streetLess = place.precision === "city" && this.field("street").value.trim();
    const words = (streetLess && this.said.sayTown) || this.said.sayFound;
    this.note.textContent = words.replace("{place}", place.label);
  }
}

export function startPin(root) {
  PinMap.start(root);
}
