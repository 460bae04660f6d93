import { el, readsFromRight } from "../lib/dom.js";
import { Basemap } from "./basemap.js";
import { PlaceLabels } from "./place_labels.js";
import { needTwoFingers } from "./two_fingers.js";

const MOST_ZOOM = 19;
// One transparent pixel: where a street tile fails, the basemap shows.
const CLEAR = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

// The width of the whole world at zoom 0, in pixels, and the zoom that is wide enough.
const WORLD_PX = 256;
const CONTROLS_PX = 60;
const WIDE_ENOUGH = 2;

/** The zoom at which a narrow map still shows the whole world beside its controls. */
function widestZoom(canvas) {
  return Math.min(WIDE_ENOUGH, Math.max(0, Math.log2((canvas.clientWidth - CONTROLS_PX) / WORLD_PX)));
}

const QUIET = new WeakSet();

/** Move a map without anybody having moved it: what listens can tell by `isQuiet`. */
export function quietly(map, move) {
  QUIET.add(map);
  move();
  QUIET.delete(map);
}

export function isQuiet(map) {
  return QUIET.has(map);
}

/** Whether the map library came along; without it the list is all there is. */
export function hasMap() {
  return typeof L !== "undefined";
}

function addTiles(map, said, labels) {
  if (said.tiles === "off") {
    return;
  }
  const tiles = L.tileLayer(said.tiles, {
    attribution: said.tilesBy,
    className: "street-tiles",
    errorTileUrl: CLEAR,
    maxZoom: MOST_ZOOM,
  });
  // Street tiles bring their own names; ours stand in while they fail.
  tiles.on("tileload", ({ tile }) => tile.src.startsWith("data:") || labels.hide());
  tiles.on("tileerror", () => labels.show());
  tiles.addTo(map);
}

/** Make a map in an element: basemap, street tiles, names, zoom, two fingers. */
export function makeAtlas(canvas, { wheel = true } = {}) {
  const said = canvas.dataset;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(canvas, {
    attributionControl: true,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    maxZoom: MOST_ZOOM,
    minZoom: widestZoom(canvas),
    scrollWheelZoom: wheel,
    worldCopyJump: true,
    zoomAnimation: !still,
    zoomControl: false,
  });
  map.attributionControl.setPrefix(false);
  const end = readsFromRight() ? "left" : "right";
  map.attributionControl.setPosition(`bottom${end}`);
  L.control
    .zoom({ position: `top${end}`, zoomInTitle: said.sayZoomIn, zoomOutTitle: said.sayZoomOut })
    .addTo(map);
  const inMiles = said.units === "mi";
  L.control.scale({ imperial: inMiles, metric: !inMiles, position: "bottomleft" }).addTo(map);
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", said.sayKeys);
  map.getPane("markerPane").setAttribute("aria-hidden", "true");
  map.setView([51, 5], 4, { animate: false });
  const basemap = new Basemap(map, said.basemap);
  const labels = new PlaceLabels(map, said.labels);
  addTiles(map, said, labels);
  // Who owns the streets may own the places too: said once.
  const isSaid = said.tiles !== "off" && said.tilesBy.includes("OpenStreetMap");
  map.attributionControl.addAttribution(isSaid ? said.sayOthers : said.sayPlaces);
  if (said.tiles === "off") {
    labels.show();
  }
  basemap.load();
  needTwoFingers(map, el("p", { class: "map__hint", "aria-hidden": "true" }, said.sayTwoFingers));
  const fitIn = () => {
    map.invalidateSize({ animate: false });
    map.setMinZoom(widestZoom(canvas));
  };
  new ResizeObserver(() => quietly(map, fitIn)).observe(canvas);
  return map;
}
