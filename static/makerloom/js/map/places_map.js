import { token } from "../lib/dom.js";
import { hasMap, makeAtlas } from "./atlas.js";
import { pointOf } from "./bounds.js";
import { areaOf, hereMark, isArea, placeMark } from "./marks.js";

const CLOSEST = 15;
// Without street tiles the names of towns say where it is: some must be in sight.
const CLOSEST_PLAIN = 12;

/** What a list item says of its place. */
export function placeOf({ dataset: said }) {
  return {
    id: said.venue,
    name: said.name,
    url: said.url,
    shape: said.shape,
    precision: said.precision,
    uncertainty_m: said.uncertaintyM,
    stale: Boolean(said.stale),
    lon: Number(said.lon),
    lat: Number(said.lat),
  };
}

function tie(item, mark) {
  const on = () => mark.getElement()?.classList.add("mark--selected");
  const off = () => mark.getElement()?.classList.remove("mark--selected");
  item.addEventListener("mouseenter", on);
  item.addEventListener("mouseleave", off);
  item.addEventListener("focusin", on);
  item.addEventListener("focusout", off);
  mark.on("mouseover", () => item.classList.add("is-selected"));
  mark.on("mouseout", () => item.classList.remove("is-selected"));
  mark.on("click", () => item.querySelector("a")?.focus());
}

/** Draw one listed place, its area too, and return what has to be seen of it. */
function drawPlace(item, map) {
  const place = placeOf(item);
  const mark = placeMark(place).addTo(map);
  tie(item, mark);
  const seen = L.latLngBounds([[place.lat, place.lon]]);
  if (isArea(place)) {
    seen.extend(areaOf(place, { color: token("--madder") }).addTo(map).getBounds());
  }
  return seen;
}

/** The map of a few places that the page lists: a venue's own, a tutorial's. */
export function startPlacesMap(root) {
  const canvas = root.querySelector("[data-map]");
  if (!canvas || !hasMap()) {
    return;
  }
  const map = makeAtlas(canvas, { wheel: false });
  const bounds = L.latLngBounds([]);
  const maxZoom = canvas.dataset.tiles === "off" ? CLOSEST_PLAIN : CLOSEST;
  for (const item of root.querySelectorAll("[data-places] > [data-lon]")) {
    bounds.extend(drawPlace(item, map));
  }
  const { near, radiusM } = canvas.parentElement.dataset;
  if (near) {
    hereMark(pointOf(near)).addTo(map);
    bounds.extend(bounds.isValid() ? pointOf(near) : L.latLng(pointOf(near)).toBounds(2 * Number(radiusM)));
  }
  if (bounds.isValid()) {
    map.fitBounds(bounds, { animate: false, maxZoom, padding: [36, 36] });
  }
}
