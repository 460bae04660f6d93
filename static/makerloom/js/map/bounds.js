import { cornersOf } from "./coordinates.js";

/** Return the map library's bounds of `west,south,east,north`. */
export function boundsOf(text) {
  return L.latLngBounds(...cornersOf(text));
}
