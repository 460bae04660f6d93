/*
 * The map of the places that a page lists.
 *
 * @example
 * <div data-component="places-map">
 *   <ol data-places>
 *     <li data-venue="7" data-name="…" data-url="/venues/x/" data-shape="hexagon" data-precision="exact"
 *         data-uncertainty-m="" data-stale="" data-lon="-0.05" data-lat="51.54"><a href="…">…</a></li>
 *   </ol>
 *   <div class="map" data-near="-0.055,51.545" data-radius-m="10000"><div data-map>…</div></div>
 * </div>
 */

import { token } from "../lib/dom.js";
import { createMap, hasLeaflet } from "./leaflet_map.js";
import { pointOf } from "./coordinates.js";
import { isArea } from "./mark_state.js";
import { areaOf, hereMark, placeMark } from "./marks.js";

const MAX_ZOOM = 15;
// Without street tiles only the names of towns give orientation: some must be visible.
const MAX_ZOOM_WITHOUT_TILES = 12;

/** The place of a list item, from its data attributes. */
export function placeOf({ dataset }) {
  return {
    id: dataset.venue,
    name: dataset.name,
    url: dataset.url,
    shape: dataset.shape,
    precision: dataset.precision,
    uncertainty_m: dataset.uncertaintyM,
    stale: Boolean(dataset.stale),
    lon: Number(dataset.lon),
    lat: Number(dataset.lat),
  };
}

function linkHighlight(item, mark) {
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

/** Draw one listed place, its area too, and return the extent to show. */
function drawPlace(item, map) {
  const place = placeOf(item);
  const mark = placeMark(place).addTo(map);
  linkHighlight(item, mark);
  const extent = L.latLngBounds([[place.lat, place.lon]]);
  if (isArea(place)) {
    extent.extend(
      areaOf(place, { color: token("--madder") })
        .addTo(map)
        .getBounds(),
    );
  }
  return extent;
}

/** The map of a few places that the page lists: a venue's own, a tutorial's. */
export function startPlacesMap(root) {
  const canvas = root.querySelector("[data-map]");
  if (!canvas || !hasLeaflet()) {
    return;
  }
  const map = createMap(canvas, { wheel: false });
  const bounds = L.latLngBounds([]);
  const maxZoom = canvas.dataset.tiles === "off" ? MAX_ZOOM_WITHOUT_TILES : MAX_ZOOM;
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
