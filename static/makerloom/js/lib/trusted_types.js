/*
 * What scripts may turn into HTML, and what they may load as scripts. The site's policy requires
 * it (require-trusted-types-for), so that no text of a person becomes a script by mistake. Leaflet
 * writes a few texts of its own as HTML; this must be loaded before it.
 */

// Leaflet's controls and the credits of the operator's tiles; its tests of the browser.
const HARMLESS =
  /^(?:[^<]|<span aria-hidden="true">|<\/span>|<a href="https?:\/\/[^"<>]*"(?: (?:rel|target|title)="[^"<>]*")?>|<\/a>)*$/;
const TESTS = new Set(["<svg/>", '<v:shape adj="1"/>']);

/** The text as HTML: as it is if it can only be text and links, else with each tag as text. */
export function harmlessHtml(text) {
  return TESTS.has(text) || HARMLESS.test(text) ? text : text.replaceAll("<", "&lt;");
}

/** The address of a script if it is the service worker's; the browser refuses null. */
export function knownScript(url) {
  return url === "/sw.js" ? url : null;
}

globalThis.trustedTypes?.createPolicy("default", { createHTML: harmlessHtml, createScriptURL: knownScript });
