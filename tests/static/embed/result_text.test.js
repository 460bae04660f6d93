import assert from "node:assert/strict";
import { test } from "node:test";

import { reasonLines, safeAddress, summary } from "../../../static/makerloom/js/embed/result_text.js";

const formatter = {
  message: (name, values = {}) => [name, ...Object.values(values)].join(" "),
  number: String,
  distance: (metres) => `${metres} m`,
};
const texts = (properties) => reasonLines(properties, formatter).map(({ symbol, text }) => `${symbol} ${text}`);

test("only web addresses become links", () => {
  assert.equal(safeAddress("https://example.org/"), "https://example.org/");
  assert.equal(safeAddress("javascript:alert(1)"), null);
});

test("reasons come before open questions, four of each", () => {
  const reasons = Array.from({ length: 5 }, (_, n) => ({ words: `reason ${n}`, inferred: false }));
  const gaps = Array.from({ length: 5 }, (_, n) => ({ code: "missing", words: `gap ${n}` }));
  assert.deepEqual(texts({ reasons, gaps }), [
    ...[0, 1, 2, 3].map((n) => `✓ reason ${n}`),
    ...[0, 1, 2, 3].map((n) => `○ gap ${n}`),
  ]);
});

test("unknown hours are not repeated", () => {
  assert.deepEqual(texts({ reasons: [], gaps: [{ code: "hours_unknown", words: "hours" }] }), []);
});

test("a reason from a note says so, and all of them once", () => {
  const inferred = { words: "free", inferred: true };
  assert.deepEqual(texts({ reasons: [inferred], gaps: [] }), ["✓ free (from_note)"]);
  assert.deepEqual(texts({ reasons: [inferred, { words: "kiln", inferred: false }], gaps: [] }), [
    "✓ free (from_note)",
    "✓ kiln",
  ]);
  assert.deepEqual(texts({ reasons: [inferred, inferred], gaps: [] }), ["✓ free", "✓ free", "○ from_notes"]);
});

const response = (numberMatched, crafts = [], required = []) => ({ numberMatched, understood: { crafts, required } });

test("the summary has the number of places, or why there are none", () => {
  assert.equal(summary(response(1), 500, formatter), "one_place 1 500 m");
  assert.equal(summary(response(7), 500, formatter), "places 7 500 m");
  assert.equal(summary(response(0, ["pottery"]), 500, formatter), "nothing 500 m");
  assert.equal(summary(response(0, [], ["kiln"]), 500, formatter), "nothing 500 m");
  assert.equal(summary(response(0), 500, formatter), "not_understood");
});
