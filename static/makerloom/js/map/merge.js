// Discs that would lie on each other, or on a single place, are drawn as one.

/** The radius of a disc in pixels: the root of its count, within limits. */
export function discRadius(count) {
  return Math.min(12 + 2.6 * Math.sqrt(count), 34);
}

function joined(one, other) {
  const count = one.count + other.count;
  return {
    lon: (one.lon * one.count + other.lon * other.count) / count,
    lat: (one.lat * one.count + other.lat * other.count) / count,
    count,
    open: one.open + other.open,
  };
}

function overlap(one, other, pixelOf) {
  if (one.count === 1 && other.count === 1) {
    return false;
  }
  return pixelOf(one).distanceTo(pixelOf(other)) < discRadius(one.count) + discRadius(other.count) - 4;
}

/** Return the discs and the places that stand alone; `pixelOf` puts one on the screen. */
export function mergeView(cells, places, pixelOf) {
  const apart = [];
  const single = places.map((place) => ({ lon: place.lon, lat: place.lat, count: 1, open: 0, place }));
  for (let cell of [...cells, ...single].toSorted((one, other) => other.count - one.count)) {
    let near = apart.findIndex((other) => overlap(cell, other, pixelOf));
    while (near >= 0) {
      cell = joined(cell, apart.splice(near, 1)[0]);
      const merged = cell;
      near = apart.findIndex((other) => overlap(merged, other, pixelOf));
    }
    apart.push(cell);
  }
  return {
    discs: apart.filter(({ place }) => !place),
    alone: apart.filter(({ place }) => place).map(({ place }) => place),
  };
}
