import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bboxOf,
  cornersOf,
  minZoomFor,
  parseCoordinate,
  pointOf,
} from "../../../static/makerloom/js/map/coordinates.js";

test("a box has its south-western and its north-eastern corner", () => {
  assert.deepEqual(cornersOf("-1,50,2,52"), [
    [50, -1],
    [52, 2],
  ]);
});

test("a box across the date line continues east", () => {
  assert.deepEqual(cornersOf("170,-20,-170,-10"), [
    [-20, 170],
    [-10, 190],
  ]);
});

test("a view is a box within the world", () => {
  const view = { getWest: () => -2000, getSouth: () => -95, getEast: () => 1.123456, getNorth: () => 95 };
  assert.equal(bboxOf({ getBounds: () => view }), "-1080.00000,-90.00000,1.12346,90.00000");
});

test("a point is turned around for the map", () => {
  assert.deepEqual(pointOf("-0.055,51.545"), [51.545, -0.055]);
});

test("coordinates are read as people write them", () => {
  assert.equal(parseCoordinate(" 51,545° "), 51.545);
  assert.equal(parseCoordinate("-0.055"), -0.055);
  assert.ok(Number.isNaN(parseCoordinate("  ")));
  assert.ok(Number.isNaN(parseCoordinate("north")));
});

test("a narrow map may show the whole world", () => {
  assert.equal(minZoomFor(60 + 256), 0);
  assert.equal(minZoomFor(60 + 512), 1);
  assert.equal(minZoomFor(100), 0);
  assert.equal(minZoomFor(5000), 2);
});
