/*
 * The pin of a form's address.
 *
 * @example
 * <form>
 *   <fieldset data-component="pin" data-lookup="/manage/find/" data-town="1" data-text-pin="…" data-text-moved="…"
 *             data-text-placed="…" data-text-middle="…" data-text-not-found="…" data-text-unchanged="…" data-text-town="…">
 *     <input name="street"><input name="postcode"><input name="locality"><input name="region"><input name="country">
 *     <button type="button" data-pin-lookup hidden>Find the address</button>
 *     <div data-pin-map hidden><div data-map>…</div></div>
 *     <p data-pin-help hidden>…</p><p role="status" data-pin-note></p>
 *     <input name="lat"><input name="lon"><input type="hidden" name="placed_by">
 *   </fieldset>
 * </form>
 */

import { el } from "../lib/dom.js";
import { parseCoordinate } from "./coordinates.js";
import { createMap, hasLeaflet } from "./leaflet_map.js";

const ADDRESS_FIELDS = ["street", "postcode", "locality", "region", "country"];
const DOOR_ZOOM = 16;
// Without street tiles only the names of towns give orientation: some must be visible.
const TOWN_ZOOM = 12;
const DIGITS = 6;
const STEP_PX = 4;
const LARGE_STEP_PX = 40;
const STEPS = { ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1] };

/** The pin of a form: placed by address, click, drag, coordinates or arrow keys. */
class PinMap {
  static start(root) {
    return hasLeaflet() ? new PinMap(root) : null;
  }

  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.options = root.dataset;
    this.note = root.querySelector("[data-pin-note]");
    this.frame = root.querySelector("[data-pin-map]");
    this.frame.hidden = false;
    root.querySelector("[data-pin-help]").hidden = false;
    this.map = createMap(this.frame.querySelector("[data-map]"), { wheel: false });
    this.map.getPane("markerPane").removeAttribute("aria-hidden");
    const withoutTiles = this.frame.querySelector("[data-map]").dataset.tiles === "off";
    this.closest = withoutTiles || this.options.town ? TOWN_ZOOM : DOOR_ZOOM;
    this.marker = null;
    this.map.on("click", ({ latlng }) => this.place(latlng, "hand"));
    for (const name of ["lat", "lon"]) {
      this.field(name).addEventListener("change", () => {
        // Coordinates that a person types are as exact as a pin that they set.
        this.field("placed_by").value = "hand";
        this.typed();
      });
    }
    const button = root.querySelector("[data-pin-lookup]");
    button.hidden = false;
    button.addEventListener("click", () => this.lookUp());
    this.typed();
  }

  field(name) {
    return this.form.elements.namedItem(name);
  }

  typed() {
    const lat = parseCoordinate(this.field("lat").value);
    const lon = parseCoordinate(this.field("lon").value);
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) {
      this.show(L.latLng(lat, lon));
      this.map.setView([lat, lon], this.closest, { animate: false });
    }
  }

  /** Put the pin at a point, and update the fields. */
  place(latlng, by) {
    const point = latlng.wrap();
    this.field("lat").value = point.lat.toFixed(DIGITS);
    this.field("lon").value = point.lng.toFixed(DIGITS);
    this.field("placed_by").value = by;
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
    this.show(point);
    this.note.textContent = this.options.textMoved
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
    node.setAttribute("aria-label", this.options.textPin);
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

  /** Look the address up; a pin that a person has set stays where it is. */
  /** A POST: the server stores what it looked up. */
  async placeOfAddress() {
    const body = new FormData();
    for (const name of [...ADDRESS_FIELDS, "csrfmiddlewaretoken"]) {
      body.append(name, this.field(name).value);
    }
    const response = await fetch(this.options.lookup, { method: "POST", body });
    return response.ok ? (await response.json()).place : null;
  }

  async lookUp() {
    const place = await this.placeOfAddress().catch(() => null);
    if (!place) {
      this.note.textContent = this.options.textNotFound;
      return;
    }
    const zoom = place.precision === "city" ? TOWN_ZOOM : this.closest;
    this.map.setView([place.lat, place.lon], zoom, { animate: false });
    if (this.field("placed_by").value === "hand") {
      this.note.textContent = this.options.textUnchanged;
      return;
    }
    this.place(L.latLng(place.lat, place.lon), place.precision);
    const { textMiddle, textPlaced, textTown } = this.options;
    const ofTown = (this.field("street").value.trim() && textTown) || textMiddle;
    const message = place.precision === "city" ? ofTown : textPlaced;
    this.note.textContent = message.replace("{place}", place.label);
  }
}

export function startPin(root) {
  PinMap.start(root);
}
