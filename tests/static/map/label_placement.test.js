import assert from "node:assert/strict";
import { test } from "node:test";

import { isCity, isLarge, placeLabel } from "../../../static/makerloom/js/map/label_placement.js";

const AREA = { width: 400, height: 400 };
const TOWN = { name: "Leeds", rank: 20, x: 200, y: 200 };
const around = (x, y) => ({ x: x - 5, y: y - 5, width: 10, height: 10 });

test("the first two towns are cities, the first six large", () => {
  assert.deepEqual([0, 1, 2].map(isCity), [true, true, false]);
  assert.deepEqual([5, 6].map(isLarge), [true, false]);
});

test("a name stands on its town if there is room", () => {
  assert.deepEqual(placeLabel(TOWN, [], AREA), { dx: -17.5, dy: -8, x: 182.5, y: 192, width: 35, height: 16 });
});

test("larger towns have wider names", () => {
  const widths = [20, 4, 0].map((rank) => placeLabel({ ...TOWN, rank }, [], AREA).width);
  assert.deepEqual(widths, [35, 45, 52.5]);
});

test("a name moves below, above and beside what is taken", () => {
  const below = placeLabel(TOWN, [around(200, 200)], AREA);
  assert.equal(below.dy, 22);
  const above = placeLabel(TOWN, [around(200, 200), around(200, 230)], AREA);
  assert.equal(above.dy, -38);
  const beside = placeLabel(TOWN, [around(200, 200), around(200, 230), around(200, 170)], AREA);
  assert.deepEqual([beside.dx, beside.dy], [26, -8]);
});

test("a name stays inside the map, or is left out", () => {
  assert.equal(placeLabel({ ...TOWN, x: 5 }, [], AREA).dx, 26);
  assert.equal(placeLabel({ ...TOWN, x: 395 }, [], AREA).dx, -61);
  assert.equal(placeLabel({ ...TOWN, y: 2 }, [], AREA).dy, 22);
  assert.equal(placeLabel({ ...TOWN, y: 398 }, [], AREA).dy, -38);
  assert.equal(placeLabel(TOWN, [{ x: 0, y: 0, width: 400, height: 400 }], AREA), undefined);
});

test("a city's name may stand further off", () => {
  const disc = { x: 130, y: 165, width: 140, height: 70 };
  assert.equal(placeLabel({ ...TOWN, rank: 0 }, [disc], AREA).dy, 36);
  assert.equal(placeLabel(TOWN, [disc], AREA), undefined);
});
