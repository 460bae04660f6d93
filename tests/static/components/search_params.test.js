import assert from "node:assert/strict";
import { test } from "node:test";

import {
  forArea,
  isPlainClick,
  isWebAddress,
  withoutOldArea,
} from "../../../static/makerloom/js/components/search_params.js";

const params = (text) => new URLSearchParams(text);

test("a web address is no search", () => {
  assert.equal(isWebAddress("  HTTPS://example.org/bowl"), true);
  assert.equal(isWebAddress("a bowl, see http://example.org"), false);
});

test("the map's area stays while the place stays", () => {
  const result = withoutOldArea(params("q=kiln&where=Leeds&bbox=1,2,3,4&radius_m=500000"), params("where=Leeds"));
  assert.equal(result.get("bbox"), "1,2,3,4");
  assert.equal(result.get("radius_m"), "500000");
});

test("a new place ends the map's area and the circle that it set", () => {
  const result = withoutOldArea(params("where=York&bbox=1,2,3,4&radius_m=500000"), params("where=Leeds"));
  assert.equal(String(result), "where=York");
});

test("a circle that a person chose stays with a new place", () => {
  const result = withoutOldArea(params("near=1,2&bbox=1,2,3,4&radius_m=5000"), params(""));
  assert.equal(String(result), "near=1%2C2&radius_m=5000");
});

test("an area keeps the place that distances are measured from", () => {
  const given = params("q=kiln+in+Leeds&cursor=abc");
  const result = forArea(given, "1,2,3,4", { near: "-1.5,53.8", text: "kiln", placeName: "Leeds" });
  assert.deepEqual(Object.fromEntries(result), {
    q: "kiln",
    bbox: "1,2,3,4",
    near: "-1.5,53.8",
    where: "Leeds",
    radius_m: "500000",
  });
  assert.equal(given.get("cursor"), "abc");
  assert.equal(forArea(given, "1,2,3,4", { near: "1,2", text: "" }).get("where"), "");
});

test("an area without a place only has its box", () => {
  assert.equal(String(forArea(params("q=kiln&cursor=abc"), "1,2,3,4", {})), "q=kiln&bbox=1%2C2%2C3%2C4");
});

test("a click with a key or another button opens a tab", () => {
  const click = { metaKey: false, ctrlKey: false, shiftKey: false, button: 0 };
  assert.equal(isPlainClick(click), true);
  for (const other of [{ metaKey: true }, { ctrlKey: true }, { shiftKey: true }, { button: 1 }]) {
    assert.equal(isPlainClick({ ...click, ...other }), false);
  }
});
