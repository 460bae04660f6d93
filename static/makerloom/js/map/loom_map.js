import { token } from "../lib/dom.js";
import { hasMap, makeAtlas } from "./atlas.js";
import { pointOf } from "./bounds.js";
import { placeMark } from "./marks.js";
import { addHere, placeOf } from "./places_map.js";

const THIN = 2;
const THICK = 4;

/** My likes: a thread from where I am to every place of every like. */
class Loom {
  constructor(root, canvas) {
    this.root = root;
    this.map = makeAtlas(canvas, { wheel: false });
    this.near = pointOf(canvas.parentElement.dataset.near);
    this.renderer = L.canvas({ padding: 0.5 });
    this.bounds = L.latLngBounds([this.near]);
    this.threads = new Map();
    this.letters = new Map();
    for (const item of root.querySelectorAll("[data-thread]")) {
      this.spin(item);
    }
    this.knot();
    addHere(this.map, this.near);
    this.map.fitBounds(this.bounds, { animate: false, maxZoom: 14, padding: [44, 44] });
  }

  spin(item) {
    const color = getComputedStyle(item).getPropertyValue("--thread").trim() || token("--madder");
    const lines = [];
    for (const node of item.querySelectorAll("[data-lon]")) {
      const place = placeOf(node);
      const ends = [this.near, [place.lat, place.lon]];
      lines.push(L.polyline(ends, { color, interactive: false, renderer: this.renderer, weight: THIN }).addTo(this.map));
      this.bounds.extend(ends[1]);
      const known = this.letters.get(place.id) ?? { place, letters: [] };
      known.letters.push(item.dataset.letter);
      this.letters.set(place.id, known);
    }
    this.threads.set(item, lines);
    for (const [name, chosen] of [["mouseenter", item], ["focusin", item], ["mouseleave", null], ["focusout", null]]) {
      item.addEventListener(name, () => this.choose(chosen));
    }
  }

  /** A mark for each place, with the letters of the threads that end there. */
  knot() {
    for (const { place, letters } of this.letters.values()) {
      const mark = placeMark(place).addTo(this.map);
      const node = mark.getElement();
      node.classList.add("mark--letter");
      node.dataset.letters = letters.join(" ");
      mark.on("click", () => {
        location.assign(place.url);
      });
    }
  }

  choose(chosen) {
    for (const [item, lines] of this.threads) {
      const faded = chosen !== null && item !== chosen;
      item.classList.toggle("is-faded", faded);
      for (const line of lines) {
        line.setStyle({ opacity: faded ? 0.15 : 1, weight: item === chosen ? THICK : THIN });
      }
    }
  }
}

export function startLoom(root) {
  const canvas = root.querySelector("[data-map]");
  return canvas && hasMap() ? new Loom(root, canvas) : null;
}
