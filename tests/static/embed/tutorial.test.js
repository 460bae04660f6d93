import assert from "node:assert/strict";
import { test } from "node:test";

import { pageParams, tutorialOf } from "../../../static/makerloom/js/embed/tutorial.js";

const PAGE = { url: "https://blog.example/bowl", title: "  A bowl " };
const NONE = { crafts: null, equipment: null, url: null, title: null };

test("a page without attributes is known by its title and address", () => {
  assert.deepEqual(tutorialOf(NONE, PAGE), { title: "A bowl", url: "https://blog.example/bowl" });
});

test("attributes win, and the page's title does not count beside crafts", () => {
  const attributes = { crafts: "pottery, glazing", equipment: "kiln", url: "https://x.example/", title: null };
  assert.deepEqual(tutorialOf(attributes, PAGE), {
    title: "",
    url: "https://x.example/",
    crafts: ["pottery", "glazing"],
    equipment: ["kiln"],
  });
  assert.equal(tutorialOf({ ...attributes, title: "Mug" }, PAGE).title, "Mug");
});

test("what the API would refuse is left out or cut", () => {
  assert.equal("url" in tutorialOf({ ...NONE, url: "file:///bowl" }, PAGE), false);
  assert.equal("url" in tutorialOf({ ...NONE, url: `https://x.example/${"a".repeat(800)}` }, PAGE), false);
  assert.equal(tutorialOf({ ...NONE, title: "a".repeat(400) }, PAGE).title.length, 300);
});

const SEARCH = { near: [-1.5, 53.8], where: "", radius: 25_000, language: "en" };

test("the site's page takes the address and the position", () => {
  const params = Object.fromEntries(pageParams({ title: "A bowl", url: PAGE.url }, SEARCH));
  assert.deepEqual(params, {
    url: PAGE.url,
    title: "A bowl",
    where: "",
    near: "-1.5,53.8",
    radius_m: "25000",
    lang: "en",
  });
});

test("crafts and a town take the place of address and position", () => {
  const tutorial = { title: "", url: PAGE.url, crafts: ["pottery"], equipment: ["kiln", "wheel"] };
  const params = new URLSearchParams(pageParams(tutorial, { ...SEARCH, where: "Leeds" }));
  assert.equal(params.get("url"), "");
  assert.equal(params.get("near"), "");
  assert.equal(params.get("chosen"), "1");
  assert.equal(params.get("where"), "Leeds");
  assert.deepEqual([params.getAll("craft"), params.getAll("equipment")], [["pottery"], ["kiln", "wheel"]]);
  assert.equal(new URLSearchParams(pageParams({ title: "", equipment: ["kiln"] }, SEARCH)).get("chosen"), "1");
});
