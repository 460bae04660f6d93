// Boxes and points between the server's order (longitude first) and the map's.

function edge(degrees, limit) {
  return Math.min(Math.max(degrees, -limit), limit).toFixed(5);
}

/** Return the corners [lat, lon] of `west,south,east,north`; across the date line they continue east. */
export function cornersOf(text) {
  const [west, south, east, north] = text.split(",").map(Number);
  return [
    [south, west],
    [north, east < west ? east + 360 : east],
  ];
}

/** Return a map's view as `west,south,east,north`, to the metre. */
export function bboxOf(map) {
  const view = map.getBounds();
  return [
    edge(view.getWest(), 1080),
    edge(view.getSouth(), 90),
    edge(view.getEast(), 1080),
    edge(view.getNorth(), 90),
  ].join(",");
}

/** Return [lat, lon] of `lon,lat`, the order that the map library wants. */
export function pointOf(text) {
  const [lon, lat] = text.split(",").map(Number);
  return [lat, lon];
}

/** Read a coordinate as people write it: 51,545 or 51.545°. */
export function parseCoordinate(text) {
  const trimmed = text.trim().replace(",", ".").replace(/°$/, "");
  return trimmed === "" ? Number.NaN : Number(trimmed);
}

// The width of the whole world at zoom 0, in pixels, and of the controls beside it.
const WORLD_PX = 256;
const CONTROLS_PX = 60;
const MAX_MIN_ZOOM = 2;

/** The zoom at which a map of this width still shows the whole world beside its controls. */
export function minZoomFor(widthPx) {
  return Math.min(MAX_MIN_ZOOM, Math.max(0, Math.log2((widthPx - CONTROLS_PX) / WORLD_PX)));
}
