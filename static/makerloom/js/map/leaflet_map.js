/*
 * A map of ours, by the map library.
 *
 * @example
 * <div data-map data-units="km" data-tiles="off" data-tile-attribution="" data-basemap="/map/basemap.json"
 *      data-labels="/map/labels/" data-text-keys="…" data-text-zoom-in="…" data-text-zoom-out="…"
 *      data-text-two-fingers="…" data-text-attribution="…" data-text-attribution-short="…"></div>
 */

import { el, isRightToLeft } from "../lib/dom.js";
import { Basemap } from "./basemap.js";
import { minZoomFor } from "./coordinates.js";
import { PlaceLabels } from "./place_labels.js";
import { requireTwoFingers } from "./two_fingers.js";

const MAX_ZOOM = 19;
// One transparent pixel: where a street tile fails, the basemap shows.
const TRANSPARENT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

const MOVING_BY_SCRIPT = new WeakSet();

/** Move a map by script, not by a person: listeners can tell by `isScripted`. */
export function moveByScript(map, move) {
  MOVING_BY_SCRIPT.add(map);
  move();
  MOVING_BY_SCRIPT.delete(map);
}

export function isScripted(map) {
  return MOVING_BY_SCRIPT.has(map);
}

/** Whether Leaflet is loaded; without it the page has only the list. */
export function hasLeaflet() {
  return typeof L !== "undefined";
}

function addTiles(map, options, labels) {
  if (options.tiles === "off") {
    return;
  }
  const tiles = L.tileLayer(options.tiles, {
    attribution: options.tileAttribution,
    className: "street-tiles",
    errorTileUrl: TRANSPARENT,
    maxZoom: MAX_ZOOM,
  });
  // Street tiles bring their own names; ours stand in while they fail.
  tiles.on("tileload", ({ tile }) => tile.src.startsWith("data:") || labels.hide());
  tiles.on("tileerror", () => labels.show());
  tiles.addTo(map);
}

/** Create a map in an element: basemap, street tiles, place names, zoom, two-finger hint. */
export function createMap(canvas, { wheel = true } = {}) {
  const options = canvas.dataset;
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(canvas, {
    attributionControl: true,
    fadeAnimation: !reducedMotion,
    markerZoomAnimation: !reducedMotion,
    maxZoom: MAX_ZOOM,
    minZoom: minZoomFor(canvas.clientWidth),
    scrollWheelZoom: wheel,
    worldCopyJump: true,
    zoomAnimation: !reducedMotion,
    zoomControl: false,
  });
  map.attributionControl.setPrefix(false);
  const end = isRightToLeft() ? "left" : "right";
  map.attributionControl.setPosition(`bottom${end}`);
  L.control
    .zoom({ position: `top${end}`, zoomInTitle: options.textZoomIn, zoomOutTitle: options.textZoomOut })
    .addTo(map);
  const inMiles = options.units === "mi";
  L.control.scale({ imperial: inMiles, metric: !inMiles, position: "bottomleft" }).addTo(map);
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", options.textKeys);
  map.getPane("markerPane").setAttribute("aria-hidden", "true");
  map.setView([51, 5], 4, { animate: false });
  const basemap = new Basemap(map, options.basemap);
  const labels = new PlaceLabels(map, options.labels);
  addTiles(map, options, labels);
  // Streets and places may come from the same source: credited once.
  const creditsSource = options.tiles !== "off" && options.tileAttribution.includes("OpenStreetMap");
  map.attributionControl.addAttribution(creditsSource ? options.textAttributionShort : options.textAttribution);
  if (options.tiles === "off") {
    labels.show();
  }
  basemap.load();
  requireTwoFingers(map, el("p", { class: "map__hint", "aria-hidden": "true" }, options.textTwoFingers));
  const resize = () => {
    map.invalidateSize({ animate: false });
    map.setMinZoom(minZoomFor(canvas.clientWidth));
  };
  new ResizeObserver(() => moveByScript(map, resize)).observe(canvas);
  return map;
}
