import assert from "node:assert/strict";
import { test } from "node:test";

import { paramsFrom } from "../../../static/makerloom/js/lib/params.js";

test("empty values and files are left out", () => {
  const entries = [
    ["q", "kiln"],
    ["where", "  "],
    ["photo", { name: "x.png" }],
    ["craft", "pottery"],
    ["craft", "weaving"],
  ];
  assert.equal(String(paramsFrom(entries)), "q=kiln&craft=pottery&craft=weaving");
});

test("a chosen time wins over now", () => {
  const entries = [
    ["open_at", "now"],
    ["open_at", "2026-03-01T19:00"],
  ];
  assert.deepEqual(paramsFrom(entries).getAll("open_at"), ["2026-03-01T19:00"]);
  assert.deepEqual(paramsFrom([["open_at", "now"]]).getAll("open_at"), ["now"]);
});
