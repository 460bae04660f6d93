import assert from "node:assert/strict";
import { test } from "node:test";

import { openUnknown, reasonLines, safeAddress, summary } from "../../../static/makerloom/js/embed/result_text.js";

const formatter = {
  message: (name, values = {}) => [name, ...Object.values(values)].join(" "),
  counted: (name, count, values = {}) => [name, count, ...Object.values(values)].join(" "),
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
    ...[0, 1, 2, 3].map((n) => `✓ Reason ${n}`),
    ...[0, 1, 2, 3].map((n) => `○ Gap ${n}`),
  ]);
});

test("unknown hours are not repeated", () => {
  assert.deepEqual(texts({ reasons: [], gaps: [{ code: "hours_unknown", words: "hours" }] }), []);
});

const inferred = { words: "free", inferred: true };

test("reasons read from text ask to check, once", () => {
  assert.deepEqual(texts({ reasons: [inferred], gaps: [] }), ["✓ Free", "○ Check"]);
  assert.deepEqual(texts({ reasons: [inferred, inferred], gaps: [] }), ["✓ Free", "✓ Free", "○ Check"]);
  assert.deepEqual(texts({ reasons: [{ words: "kiln", inferred: false }], gaps: [] }), ["✓ Kiln"]);
});

test("where nobody confirmed the place for a year, that is the only doubt", () => {
  const old = { code: "confirmed_long_ago", subject: "130", words: "Last confirmed 2015" };
  const recent = { ...old, subject: "7", words: "Last confirmed 7 months ago" };
  const never = { code: "never_confirmed", subject: "", words: "Not confirmed yet" };
  assert.deepEqual(texts({ reasons: [inferred], gaps: [old] }), ["✓ Free", "○ Last confirmed 2015"]);
  assert.deepEqual(texts({ reasons: [inferred], gaps: [never] }), ["✓ Free", "○ Not confirmed yet"]);
  assert.deepEqual(texts({ reasons: [inferred], gaps: [recent] }), [
    "✓ Free",
    "○ Last confirmed 7 months ago",
    "○ Check",
  ]);
});

test("places whose hours are unknown are counted, those that do not run are not", () => {
  const gaps = [{ code: "hours_unknown", words: "hours" }];
  const feature = (operation, of = gaps) => ({ properties: { operation, gaps: of } });
  assert.equal(openUnknown([feature(null), feature("operating"), feature("paused")], formatter), "open_unknown 2");
  assert.equal(openUnknown([feature(null, [])], formatter), "");
});

const response = (numberMatched, crafts = [], required = []) => ({ numberMatched, understood: { crafts, required } });

test("the summary has the number of places, or why there are none", () => {
  assert.equal(summary(response(1), 500, formatter), "places 1 500 m");
  assert.equal(summary(response(7), 500, formatter), "places 7 500 m");
  assert.equal(summary(response(0, ["pottery"]), 500, formatter), "nothing 500 m");
  assert.equal(summary(response(0, [], ["kiln"]), 500, formatter), "nothing 500 m");
  assert.equal(summary(response(0), 500, formatter), "not_understood");
});
