/*
 * Reading without a network: the worker, the note on a saved copy, the list of stored pages.
 *
 * @example
 * <html data-cached-at="2026-03-01T19:00:00Z">
 *   <p data-cached-note data-text-cached="Saved copy from {time}" hidden></p>
 *   <section>
 *     <ul data-component="cached-pages" data-text-at="saved at {time}"></ul>
 *     <p data-no-cached-pages>Nothing yet.</p>
 *   </section>
 * </html>
 */

import { el } from "../lib/dom.js";
import { formatTime } from "../lib/format_time.js";
import { cachePage, cachedPages } from "../lib/page_cache.js";

/** Show on a page from the cache that it is a saved copy, and since when. */
function showCachedNote() {
  const { cachedAt } = document.documentElement.dataset;
  const note = document.querySelector("[data-cached-note]");
  if (cachedAt && note) {
    note.textContent = note.dataset.textCached.replace(
      "{time}",
      formatTime(new Date(cachedAt), document.documentElement.lang),
    );
    note.hidden = false;
  }
}

/** A browser that refuses stores nothing; the page is complete without. */
function register() {
  if (!navigator.serviceWorker.controller) {
    navigator.serviceWorker.addEventListener("controllerchange", () => cachePage(), { once: true });
  }
  navigator.serviceWorker.register("/sw.js").catch(() => {});
}

/** Store pages for reading without a network; none of it delays the first paint. */
export function startServiceWorker() {
  showCachedNote();
  if (!("serviceWorker" in navigator)) {
    return;
  }
  if (document.readyState === "complete") {
    register();
  } else {
    addEventListener("load", register, { once: true });
  }
}

/** The pages that this device has stored, as a list of links. */
export async function startCachedPageList(list) {
  const pages = "caches" in window ? await cachedPages() : [];
  for (const { url, title, at } of pages) {
    const savedAt = list.dataset.textAt.replace("{time}", formatTime(at, document.documentElement.lang));
    list.append(el("li", {}, el("a", { href: url }, title), " ", el("span", { class: "muted" }, savedAt)));
  }
  list.parentElement.querySelector("[data-no-cached-pages]").hidden = pages.length > 0;
  list.parentElement.querySelector("[data-cached-pages-note]").hidden = pages.length === 0;
}
