// Discs that would lie on each other are drawn as one.

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
  return pixelOf(one).distanceTo(pixelOf(other)) < discRadius(one.count) + discRadius(other.count) - 4;
}

/** Return the cells with overlapping ones joined; `pixelOf` places one on the screen. */
export function mergeCells(cells, pixelOf) {
  const apart = [];
  for (let cell of [...cells].toSorted((one, other) => other.count - one.count)) {
    let near = apart.findIndex((other) => overlap(cell, other, pixelOf));
    while (near >= 0) {
      cell = joined(cell, apart.splice(near, 1)[0]);
      const merged = cell;
      near = apart.findIndex((other) => overlap(merged, other, pixelOf));
    }
    apart.push(cell);
  }
  return apart;
}
