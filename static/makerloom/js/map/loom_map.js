import { later } from "../lib/timing.js";
import { hasMap, makeAtlas } from "./atlas.js";
import { pointOf } from "./bounds.js";
import { hereMark, placeMark } from "./marks.js";
import { placeOf } from "./places_map.js";

const THIN = 2;
const THICK = 4;
// Dashed is doubt everywhere.
const DASHES = "2 6";
// Where a thread leaves its card, from the card's top, in pixels.
const TITLE_PX = 25;

/** My likes: threads that run from each card into the map, to its places. */
class Loom {
  constructor(root, canvas) {
    this.canvas = canvas;
    this.map = makeAtlas(canvas, { wheel: false });
    this.renderer = L.canvas({ padding: 0.2 });
    this.serving = [...root.querySelectorAll("[data-letters]")].map((node) => ({
      place: placeOf(node),
      letters: node.dataset.letters.split(" "),
    }));
    this.threads = [...root.querySelectorAll("[data-thread]")].map((item, number, all) =>
      this.spin(item, (number + 1) / (all.length + 1)),
    );
    this.knot();
    const near = pointOf(canvas.parentElement.dataset.near);
    hereMark(near).addTo(this.map);
    const places = this.threads.flatMap(({ ends }) => ends);
    this.map.fitBounds(L.latLngBounds([near, ...places.map(({ lat, lon }) => [lat, lon])]), {
      animate: false,
      maxZoom: 14,
      padding: [48, 48],
    });
    this.lay();
    this.map.on("move zoomend resize", () => this.lay());
    addEventListener("scroll", () => this.lay(), { passive: true });
    addEventListener("resize", later(100, () => this.lay()));
  }

  spin(item, share) {
    const color = getComputedStyle(item).getPropertyValue("--thread").trim();
    const ends = this.endsOf(item);
    const lines = ends.map(({ lat, lon, lacks }) => {
      const dashArray = lacks ? DASHES : null;
      const style = { color, dashArray, interactive: false, renderer: this.renderer, weight: THIN };
      return L.polyline([[lat, lon]], style).addTo(this.map);
    });
    for (const [name, chosen] of [["mouseenter", item], ["focusin", item], ["mouseleave", null], ["focusout", null]]) {
      item.addEventListener(name, () => this.choose(chosen));
    }
    return { item, share, ends, lines };
  }

  /** Where a like's thread leads: where it can be made, and the best places that lack something. */
  endsOf(item) {
    const served = this.serving.filter(({ letters }) => letters.includes(item.dataset.letter));
    const listed = [...item.querySelectorAll("[data-lon]")].map((node) => ({
      ...placeOf(node),
      lacks: node.dataset.lacks !== undefined,
    }));
    const ends = [...served.map(({ place }) => ({ ...place, lacks: false })), ...listed];
    return [...new Map(ends.toReversed().map((end) => [end.id, end])).values()];
  }

  /** Where a thread enters the map: beside its card, or along the lower edge below it. */
  entry({ item, share }) {
    const seen = this.canvas.getBoundingClientRect();
    const card = item.getBoundingClientRect();
    const aside = card.right <= seen.left || card.left >= seen.right;
    if (!aside) {
      return [seen.width * share, seen.height];
    }
    const top = Math.min(Math.max(card.top + TITLE_PX - seen.top, 0), seen.height);
    return [card.right <= seen.left ? 0 : seen.width, top];
  }

  lay() {
    for (const thread of this.threads) {
      const start = this.map.containerPointToLatLng(this.entry(thread));
      for (const [number, line] of thread.lines.entries()) {
        const { lat, lon } = thread.ends[number];
        line.setLatLngs([start, [lat, lon]]);
      }
    }
  }

  /** A mark for each place, with the letters of the likes that can be made there. */
  knot() {
    const known = new Map();
    for (const { item, ends } of this.threads) {
      for (const place of ends) {
        const knot = known.get(place.id) ?? { place, letters: [] };
        if (!place.lacks) {
          knot.letters.push(item.dataset.letter);
        }
        known.set(place.id, knot);
      }
    }
    for (const { place, letters } of known.values()) {
      const mark = placeMark(place).addTo(this.map);
      if (letters.length > 0) {
        mark.getElement().classList.add("mark--letter");
        mark.getElement().dataset.letters = letters.join(" ");
      }
      mark.on("click", () => location.assign(place.url));
    }
  }

  choose(chosen) {
    for (const { item, lines } of this.threads) {
      const faded = chosen !== null && item !== chosen;
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
