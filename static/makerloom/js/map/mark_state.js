// What a mark shows of its place.

const AREAS = new Set(["city", "area"]);

/** Whether only the area of a place is known: it is drawn as an area, never as a pin. */
export function isArea(place) {
  return AREAS.has(place.precision);
}

/** The classes of a place's mark. */
export function classesOf(place) {
  const classes = ["mark"];
  if (place.stale) {
    classes.push("mark--stale");
  }
  if (place.operation === "planned" || place.operation === "paused") {
    classes.push("mark--planned");
  }
  if (isArea(place)) {
    classes.push("mark--area");
  }
  return classes.join(" ");
}

/** The dashes of a cluster's arc for the share that is open; empty if none is. */
export function openArc({ count, open }, radius) {
  const length = 2 * Math.PI * radius;
  return count && open ? `${(open / count) * length} ${length}` : "";
}
