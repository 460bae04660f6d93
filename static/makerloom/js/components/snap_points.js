const SNAP_POINTS = ["peek", "half", "full"];

/** The snap point after a swipe (in pixels, upwards is negative) from the current one. */
export function snapPointAfter(current, distance) {
  const next = SNAP_POINTS.indexOf(current) + (distance < 0 ? 1 : -1);
  return SNAP_POINTS[Math.min(Math.max(next, 0), SNAP_POINTS.length - 1)];
}
