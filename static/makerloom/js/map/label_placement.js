// Where the name of a town has room on the map, in pixels.

const CITY_COUNT = 2;
const LARGE_COUNT = 6;
const HEIGHT_PX = 16;
const LETTER_PX = 7;
const LARGE_LETTER_PX = 9;
const CITY_LETTER_PX = 10.5;
const GAP_PX = 4;

/** Whether a town is one of the largest in view, by its rank. */
export function isCity(rank) {
  return rank < CITY_COUNT;
}

export function isLarge(rank) {
  return rank < LARGE_COUNT;
}

function letterPx(rank) {
  if (isCity(rank)) {
    return CITY_LETTER_PX;
  }
  return isLarge(rank) ? LARGE_LETTER_PX : LETTER_PX;
}

function inside(box, area) {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= area.width && box.y + box.height <= area.height;
}

function overlaps(a, b) {
  return a.x < b.x + b.width + GAP_PX && b.x < a.x + a.width + GAP_PX && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * Return the first free box for a name at a point: on it, below, above, beside; a city's
 * also further off. `taken` are the boxes that it may not overlap.
 */
export function placeLabel({ name, rank, x, y }, taken, area) {
  const width = name.length * letterPx(rank);
  const height = HEIGHT_PX;
  const offsets = [
    [-width / 2, -height / 2],
    ...(isCity(rank) ? [22, 36] : [22]).flatMap((away) => [
      [-width / 2, away],
      [-width / 2, -away - height],
      [away + 4, -height / 2],
      [-away - 4 - width, -height / 2],
    ]),
  ];
  const boxes = offsets.map(([dx, dy]) => ({ dx, dy, x: x + dx, y: y + dy, width, height }));
  return boxes.find((box) => inside(box, area) && !taken.some((other) => overlaps(box, other)));
}
