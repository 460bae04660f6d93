// Boxes and points between the server's order (longitude first) and the map's.

function edge(degrees, limit) {
  return Math.min(Math.max(degrees, -limit), limit).toFixed(5);
}

/** Return the bounds of `west,south,east,north`; across the date line they continue east. */
export function boundsOf(text) {
  const [west, south, east, north] = text.split(",").map(Number);
  return L.latLngBounds([south, west], [north, east < west ? east + 360 : east]);
}

/** Return the view as `west,south,east,north`, to the metre. */
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
