import assert from "node:assert/strict";
import { test } from "node:test";

import { discRadius, mergeView } from "../../../static/makerloom/js/map/merge.js";

// A screen with 100 pixels a degree.
const pixelOf = ({ lon, lat }) => ({
  lon,
  lat,
  distanceTo: (other) => 100 * Math.hypot(lon - other.lon, lat - other.lat),
});

test("a disc grows with the root of its count, within limits", () => {
  assert.equal(discRadius(0), 12);
  assert.equal(discRadius(4), 17.2);
  assert.equal(discRadius(1_000_000), 34);
});

test("discs that overlap are merged at their common centre", () => {
  const cells = [
    { lon: 0, lat: 0, count: 30, open: 10 },
    { lon: 0.1, lat: 0, count: 10, open: 5 },
  ];
  const { discs, single } = mergeView(cells, [], pixelOf);
  assert.deepEqual(discs, [{ lon: 0.025, lat: 0, count: 40, open: 15 }]);
  assert.deepEqual(single, []);
});

test("a disc takes in the single place that it would cover", () => {
  const { discs, single } = mergeView(
    [{ lon: 0, lat: 0, count: 5, open: 0 }],
    [{ id: "a", lon: 0.05, lat: 0 }],
    pixelOf,
  );
  assert.equal(discs.length, 1);
  assert.equal(discs[0].count, 6);
  assert.deepEqual(single, []);
});

test("a merged disc may reach another one", () => {
  const cells = [
    { lon: 0, lat: 0, count: 50, open: 0 },
    { lon: 0.5, lat: 0, count: 40, open: 0 },
    { lon: 0.25, lat: 0, count: 10, open: 0 },
  ];
  const { discs } = mergeView(cells, [], pixelOf);
  assert.equal(discs.length, 1);
  assert.equal(discs[0].count, 100);
});

test("single places stay apart, however close", () => {
  const places = [
    { id: "a", lon: 0, lat: 0 },
    { id: "b", lon: 0, lat: 0 },
  ];
  const { discs, single } = mergeView([{ lon: 5, lat: 5, count: 3, open: 1 }], places, pixelOf);
  assert.equal(discs.length, 1);
  assert.deepEqual(single, places);
});
