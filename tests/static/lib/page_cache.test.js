import assert from "node:assert/strict";
import { test } from "node:test";

import { cachePage, cachedPages } from "../../../static/makerloom/js/lib/page_cache.js";

function cacheOf(pages) {
  return {
    keys: async () => Object.keys(pages).map((url) => ({ url })),
    match: async (url) => ({ headers: new Headers(pages[url]) }),
  };
}

function define(context, name, value) {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  context.after(() => (before ? Object.defineProperty(globalThis, name, before) : delete globalThis[name]));
}

test("the stored pages are listed with the newest first", async (context) => {
  const pages = cacheOf({
    "/?q=kiln": { "X-Keep-Offline": "Kilns", "X-Kept-At": "2026-03-01T19:00:00Z" },
    "/venues/x/": { "X-Keep-Offline": "T%C3%B6pferei", "X-Kept-At": "2026-03-01T20:00:00Z" },
  });
  define(context, "caches", {
    keys: async () => ["shell-1", "pages-1"],
    open: async (name) => name === "pages-1" && pages,
  });
  const listed = await cachedPages();
  assert.deepEqual(
    listed.map(({ url, title, at }) => [url, title, at.toISOString()]),
    [
      ["/venues/x/", "Töpferei", "2026-03-01T20:00:00.000Z"],
      ["/?q=kiln", "Kilns", "2026-03-01T19:00:00.000Z"],
    ],
  );
});

test("without a cache there are no pages", async (context) => {
  define(context, "caches", { keys: async () => ["shell-1"] });
  assert.deepEqual(await cachedPages(), []);
});

test("the service worker is asked for the current page, if there is one", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const postMessage = context.mock.fn();
  define(context, "location", { href: "https://makerloom.example/?q=kiln" });
  for (const serviceWorker of [{ controller: { postMessage } }, { controller: null }, undefined]) {
    define(context, "navigator", { serviceWorker });
    cachePage();
    context.mock.timers.tick(2000);
  }
  assert.deepEqual(
    postMessage.mock.calls.map((call) => call.arguments),
    [[{ keep: "https://makerloom.example/?q=kiln" }]],
  );
});
