import assert from "node:assert/strict";
import { test } from "node:test";

import { classesOf, isArea, openArc } from "../../../static/makerloom/js/map/mark_state.js";

test("a town or an area is no exact place", () => {
  assert.deepEqual(
    ["city", "area", "door", "street"].map((precision) => isArea({ precision })),
    [true, true, false, false],
  );
});

test("a mark shows all that is uncertain of its place", () => {
  assert.equal(classesOf({ precision: "door" }), "mark");
  assert.equal(classesOf({ operation: "planned" }), "mark mark--planned");
  assert.equal(
    classesOf({ precision: "city", stale: true, operation: "paused" }),
    "mark mark--stale mark--planned mark--area",
  );
});

test("the arc of a cluster is as long as the share that is open", () => {
  const [length, around] = openArc({ count: 4, open: 1 }, 10).split(" ").map(Number);
  assert.equal(length, around / 4);
  assert.equal(around, 20 * Math.PI);
  assert.equal(openArc({ count: 4, open: 0 }, 10), "");
  assert.equal(openArc({ count: 0, open: 0 }, 10), "");
});
