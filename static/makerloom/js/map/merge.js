// Discs that would overlap, or cover a single place, are merged.

/** The radius of a disc in pixels: the root of its count, within limits. */
export function discRadius(count) {
  return Math.min(12 + 2.6 * Math.sqrt(count), 34);
}

function combine(a, b) {
  const count = a.count + b.count;
  return {
    lon: (a.lon * a.count + b.lon * b.count) / count,
    lat: (a.lat * a.count + b.lat * b.count) / count,
    count,
    open: a.open + b.open,
  };
}

function overlap(a, b, pixelOf) {
  if (a.count === 1 && b.count === 1) {
    return false;
  }
  return pixelOf(a).distanceTo(pixelOf(b)) < discRadius(a.count) + discRadius(b.count) - 4;
}

/** Return the discs and the single places; `pixelOf` gives a position on the screen. */
export function mergeView(cells, places, pixelOf) {
  const separate = [];
  const points = places.map((place) => ({ lon: place.lon, lat: place.lat, count: 1, open: 0, place }));
  for (let cell of [...cells, ...points].toSorted((a, b) => b.count - a.count)) {
    let near = separate.findIndex((other) => overlap(cell, other, pixelOf));
    while (near >= 0) {
      cell = combine(cell, separate.splice(near, 1)[0]);
      const grown = cell;
      near = separate.findIndex((other) => overlap(grown, other, pixelOf));
    }
    separate.push(cell);
  }
  return {
    discs: separate.filter(({ place }) => !place),
    single: separate.filter(({ place }) => place).map(({ place }) => place),
  };
}
