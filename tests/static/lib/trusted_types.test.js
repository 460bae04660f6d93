import assert from "node:assert/strict";
import { test } from "node:test";

let policy;
globalThis.trustedTypes = {
  createPolicy: (name, rules) => {
    policy = { name, ...rules };
  },
};
const { harmlessHtml, knownScript } = await import("../../../static/makerloom/js/lib/trusted_types.js");

test("the default policy holds for every script", () => {
  assert.equal(policy.name, "default");
  assert.equal(policy.createHTML, harmlessHtml);
  assert.equal(policy.createScriptURL, knownScript);
});

test("what Leaflet and credits of tiles write stays", () => {
  for (const text of [
    "<svg/>",
    '<span aria-hidden="true">&#x2212;</span>',
    "100 km",
    '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> <span aria-hidden="true">|</span> Nesta',
    '<a href="https://tiles.example/" target="_blank">Tiles</a>',
  ]) {
    assert.equal(harmlessHtml(text), text);
  }
});

test("anything else becomes text", () => {
  for (const text of [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://x" onclick="alert(1)">x</a>',
    '<span aria-hidden="true" onclick="x">+</span>',
    "<svg/><svg onload=alert(1)>",
  ]) {
    assert.ok(!harmlessHtml(text).includes("<"));
  }
});

test("only the service worker is loaded by a script", () => {
  assert.equal(knownScript("/sw.js"), "/sw.js");
  assert.equal(knownScript("https://evil.example/sw.js"), null);
});
