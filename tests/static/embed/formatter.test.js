import assert from "node:assert/strict";
import { test } from "node:test";

import { Formatter, interpolate, languageOf } from "../../../static/makerloom/js/embed/formatter.js";

const MESSAGES = {
  inexact: "exact location not known",
  inexact_in: "somewhere in %(place)s",
  about: "about %(n)s",
  planned: "not open yet",
  paused: "temporarily closed",
  open: "open",
  closed: "closed",
  places: { one: "%(n)s place within %(radius)s", other: "%(n)s places within %(radius)s" },
  closed_until: "opens %(time)s",
};
const CATALOGUES = { en: MESSAGES, ar: MESSAGES };
const formatter = (language) => new Formatter(language, CATALOGUES);

function browse(context, language, languages) {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { language, languages }, configurable: true });
  context.after(() => Object.defineProperty(globalThis, "navigator", before));
}

const page = (lang) => ({ closest: () => (lang ? { lang } : null) });

test("placeholders are filled, unknown ones stay", () => {
  assert.equal(interpolate("%(n)s of %(total)s", { n: 3 }), "3 of %(total)s");
  assert.equal(interpolate("plain"), "plain");
});

test("the page's language counts, with the region of the reader", (context) => {
  browse(context, "de-AT", ["de-AT", "en-US"]);
  assert.equal(languageOf(page("en")), "en-US");
  assert.equal(languageOf(page("fr")), "fr");
  assert.equal(languageOf(page(null)), "de-AT");
  assert.equal(languageOf(page("not a language")), "en");
});

test("without any language it is English", (context) => {
  browse(context, "", []);
  assert.equal(languageOf(page(null)), "en");
});

test("a language that we do not have falls back to English, without its region", () => {
  assert.deepEqual([formatter("fr-CA").code, formatter("fr-CA").locale], ["en", "en"]);
  assert.deepEqual([formatter("EN-GB").code, formatter("EN-GB").locale], ["en", "EN-GB"]);
  assert.deepEqual([formatter("ar").direction, formatter("en").direction], ["rtl", "ltr"]);
});

test("distances have the unit of the region", () => {
  assert.equal(formatter("en").distance(4), "10 m");
  assert.equal(formatter("en").distance(944), "940 m");
  assert.equal(formatter("en").distance(2_340), "2.3 km");
  assert.equal(formatter("en").distance(23_400), "23 km");
  assert.match(formatter("en-GB").distance(3_218.7), /^2\s?mi$/);
});

const place = (properties) => formatter("en").place(properties);

test("an inexact place has a town and no distance", () => {
  assert.equal(place({ precision: "city", locality: "Leeds", distance_m: 1 }), "somewhere in Leeds");
  assert.equal(place({ precision: "area", distance_m: 1 }), "exact location not known");
});

test("a distance within the uncertainty is approximate", () => {
  const text = place({ precision: "street", locality: "Leeds", uncertainty_m: 500, distance_m: 400 });
  assert.equal(text, "Leeds, about 400 m");
  assert.equal(place({ precision: "door", uncertainty_m: 50, distance_m: 400 }), "400 m");
  assert.equal(place({ precision: "door", distance_m: 400 }), "400 m");
});

const state = (properties) => formatter("en").openState(properties);

test("the opening state is a state and a text", () => {
  assert.deepEqual(state({ operation: "planned" }), { state: "unknown", text: "not open yet" });
  assert.deepEqual(state({ operation: "paused" }), { state: "unknown", text: "temporarily closed" });
  assert.deepEqual(state({ operation: "open", open_state: "open" }), { state: "open", text: "open" });
  assert.deepEqual(state({ open_state: "closed" }), { state: "closed", text: "closed" });
  const next = { open_state: "closed", next_open: "2026-03-02T18:30:00+05:30" };
  assert.deepEqual(state(next), { state: "closed", text: "opens Mon 18:30" });
});

test("unknown hours have no text of their own: the list counts them", () => {
  assert.deepEqual(state({ open_state: "unknown" }), { state: "unknown", text: "" });
});

test("a number takes its plural form", () => {
  assert.equal(formatter("en").counted("places", 1, { radius: "2 km" }), "1 place within 2 km");
  assert.equal(formatter("en").counted("places", 1200, { radius: "2 km" }), "1,200 places within 2 km");
  assert.equal(formatter("ar").counted("places", 2, { radius: "2 km" }).endsWith("places within 2 km"), true);
});

test("a region may have a clock of twelve hours", () => {
  assert.match(formatter("en-US").time("2026-03-02T18:30:00+05:30"), /^Mon,? 6:30\sPM$/);
});
