// The pages that the service worker stores for reading without a network.

import { debounce } from "./timing.js";

const IDLE_MS = 2000;

function requestCaching() {
  navigator.serviceWorker?.controller?.postMessage({ keep: location.href });
}

/** Ask the service worker to store the page at the current address, once the page is idle. */
export const cachePage = debounce(IDLE_MS, requestCaching);

/** Return the stored pages, newest first: address, title, and when they were stored. */
export async function cachedPages() {
  const names = await caches.keys();
  const cacheName = names.find((name) => name.startsWith("pages-"));
  if (!cacheName) {
    return [];
  }
  const cache = await caches.open(cacheName);
  const pages = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const { headers } = await cache.match(url);
      return {
        url,
        title: decodeURIComponent(headers.get("X-Keep-Offline")),
        at: new Date(headers.get("X-Kept-At")),
      };
    }),
  );
  return pages.toReversed();
}
