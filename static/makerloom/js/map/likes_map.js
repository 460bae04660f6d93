/*
 * The map of my likes, with lines from their cards to places.
 *
 * @example
 * <div data-component="likes-map">
 *   <li data-letters="A B" data-venue="7" data-lon="-0.05" data-lat="51.54">…</li>
 *   <li data-like-card="3" data-letter="A">
 *     <span data-incomplete data-venue="8" data-lon="-0.06" data-lat="51.55">…</span>
 *   </li>
 *   <div class="map" data-near="-0.055,51.545"><div data-map>…</div></div>
 * </div>
 */

import { debounce } from "../lib/timing.js";
import { createMap, hasLeaflet } from "./leaflet_map.js";
import { endsOf, entryPoint, marksOf } from "./connectors.js";
import { pointOf } from "./coordinates.js";
import { hereMark, placeMark } from "./marks.js";
import { placeOf } from "./places_map.js";

const THIN = 2;
const THICK = 4;
// A dashed line is uncertain.
const DASHES = "2 6";

/** My likes: lines that run from each card into the map, to its places. */
class LikesMap {
  constructor(root, canvas) {
    this.canvas = canvas;
    this.map = createMap(canvas, { wheel: false });
    this.renderer = L.canvas({ padding: 0.2 });
    this.matchingPlaces = [...root.querySelectorAll("[data-letters]")].map((node) => ({
      place: placeOf(node),
      letters: node.dataset.letters.split(" "),
    }));
    this.connectors = [...root.querySelectorAll("[data-like-card]")].map((item, number, all) =>
      this.connect(item, (number + 1) / (all.length + 1)),
    );
    this.drawMarks();
    const near = pointOf(canvas.parentElement.dataset.near);
    hereMark(near).addTo(this.map);
    const places = this.connectors.flatMap(({ ends }) => ends);
    this.map.fitBounds(L.latLngBounds([near, ...places.map(({ lat, lon }) => [lat, lon])]), {
      animate: false,
      maxZoom: 14,
      padding: [48, 48],
    });
    this.redraw();
    this.map.on("move zoomend resize", () => this.redraw());
    addEventListener("scroll", () => this.redraw(), { passive: true });
    addEventListener(
      "resize",
      debounce(100, () => this.redraw()),
    );
  }

  connect(item, share) {
    const color = getComputedStyle(item).getPropertyValue("--series").trim();
    const { letter } = item.dataset;
    const ends = endsOf(letter, this.matchingPlaces, this.listedIn(item));
    const lines = ends.map(({ lat, lon, lacks }) => {
      const dashArray = lacks ? DASHES : null;
      const style = { color, dashArray, interactive: false, renderer: this.renderer, weight: THIN };
      return L.polyline([[lat, lon]], style).addTo(this.map);
    });
    for (const [name, highlighted] of [
      ["mouseenter", item],
      ["focusin", item],
      ["mouseleave", null],
      ["focusout", null],
    ]) {
      item.addEventListener(name, () => this.highlight(highlighted));
    }
    return { item, letter, share, ends, lines };
  }

  listedIn(item) {
    return [...item.querySelectorAll("[data-lon]")].map((node) => ({
      ...placeOf(node),
      lacks: node.dataset.incomplete !== undefined,
    }));
  }

  redraw() {
    const canvas = this.canvas.getBoundingClientRect();
    for (const connector of this.connectors) {
      const card = connector.item.getBoundingClientRect();
      const start = this.map.containerPointToLatLng(entryPoint(card, canvas, connector.share));
      for (const [number, line] of connector.lines.entries()) {
        const { lat, lon } = connector.ends[number];
        line.setLatLngs([start, [lat, lon]]);
      }
    }
  }

  /** A mark for each place, with the letters of the likes that can be made there. */
  drawMarks() {
    for (const { place, letters } of marksOf(this.connectors)) {
      const mark = placeMark(place).addTo(this.map);
      if (letters.length > 0) {
        mark.getElement().classList.add("mark--letter");
        mark.getElement().dataset.letters = letters.join(" ");
      }
      mark.on("click", () => location.assign(place.url));
    }
  }

  highlight(highlighted) {
    for (const { item, lines } of this.connectors) {
      const faded = highlighted !== null && item !== highlighted;
      for (const line of lines) {
        line.setStyle({ opacity: faded ? 0.15 : 1, weight: item === highlighted ? THICK : THIN });
      }
    }
  }
}

export function startLikesMap(root) {
  const canvas = root.querySelector("[data-map]");
  return canvas && hasLeaflet() ? new LikesMap(root, canvas) : null;
}
