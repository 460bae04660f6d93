import assert from "node:assert/strict";
import { test } from "node:test";

import { formatTime } from "../../../static/makerloom/js/lib/format_time.js";

const NOW = new Date("2026-03-01T20:00:00Z");

test("today needs no date", () => {
  assert.equal(formatTime(new Date("2026-03-01T19:05:00Z"), "en-GB", NOW), "19:05");
});

test("another day has its date, in the page's language", () => {
  assert.equal(formatTime(new Date("2026-02-28T19:05:00Z"), "en-GB", NOW), "28 February at 19:05");
  assert.match(formatTime(new Date("2026-02-28T19:05:00Z"), "de", NOW), /^28\. Februar/);
});

test("the present is the default", () => {
  assert.match(formatTime(new Date(), "en-GB"), /^\d\d:\d\d$/);
});
