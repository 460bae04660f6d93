import assert from "node:assert/strict";
import { test } from "node:test";

import {
  activeAfter,
  detailOf,
  matchingOptions,
  optionNamed,
} from "../../../static/makerloom/js/components/suggestions.js";

test("a place has its own detail, other suggestions their kind too", () => {
  assert.equal(detailOf({ type: "place", label: "Leeds", detail: "England" }, "Town"), "England");
  assert.equal(detailOf({ type: "craft", label: "pottery", detail: "" }, "Craft"), "Craft");
  assert.equal(detailOf({ type: "venue", label: "Kiln Yard", detail: "Leeds" }, "Place"), "Leeds · Place");
});

test("a detail that repeats the name is left out", () => {
  assert.equal(detailOf({ type: "place", label: "Leeds", detail: "Leeds" }), "");
});

test("the arrow keys go around", () => {
  assert.equal(activeAfter(-1, 1, 3), 0);
  assert.equal(activeAfter(-1, -1, 3), 2);
  assert.equal(activeAfter(2, 1, 3), 0);
  assert.equal(activeAfter(0, -1, 3), 2);
  assert.equal(activeAfter(1, -1, 3), 0);
});

const OPTIONS = [
  { value: "", text: "Choose" },
  { value: "kiln", text: "Kiln" },
  { value: "laser_cutter", text: "Laser cutter" },
];

test("options come by name first, then by the words that lead to them, each once", () => {
  const suggestions = [
    { type: "equipment", id: "laser_cutter" },
    { type: "equipment", id: "kiln" },
    { type: "craft", id: "kiln" },
    { type: "equipment", id: "unknown" },
  ];
  assert.deepEqual(
    matchingOptions(OPTIONS, " KI ", suggestions).map(({ value }) => value),
    ["kiln", "laser_cutter"],
  );
  assert.deepEqual(matchingOptions(OPTIONS, "choose", []), []);
});

test("a typed name selects its option, whatever its case", () => {
  assert.equal(optionNamed(OPTIONS, " laser CUTTER ").value, "laser_cutter");
  assert.equal(optionNamed(OPTIONS, "choose"), undefined);
  assert.equal(optionNamed(OPTIONS, "laser"), undefined);
});
