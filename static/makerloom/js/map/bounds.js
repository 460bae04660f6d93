// Boxes and points between the server's order (longitude first) and the map's.

function edge(degrees, most) {
  return Math.min(Math.max(degrees, -most), most).toFixed(5);
}

/** Return the bounds of `west,south,east,north`; over the date line they go on east. */
export function boundsOf(text) {
  const [west, south, east, north] = text.split(",").map(Number);
  return L.latLngBounds([south, west], [north, east < west ? east + 360 : east]);
}

/** Return the view as `west,south,east,north`, to the metre. */
export function bboxOf(map) {
  const seen = map.getBounds();
  return [
    edge(seen.getWest(), 1080),
    edge(seen.getSouth(), 90),
    edge(seen.getEast(), 1080),
    edge(seen.getNorth(), 90),
  ].join(",");
}

/** Return [lat, lon] of `lon,lat`, the order that the map library wants. */
export function pointOf(text) {
  const [lon, lat] = text.split(",").map(Number);
  return [lat, lon];
}
