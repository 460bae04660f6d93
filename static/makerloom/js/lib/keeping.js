import { later } from "./timing.js";

const SETTLED_MS = 2000;

function ask() {
  navigator.serviceWorker?.controller?.postMessage({ keep: location.href });
}

/** Keep the page at the present address for reading without a network, once it stands still. */
export const keepPage = later(SETTLED_MS, ask);

/** Return the pages that are kept, newest first: address, title, and when. */
export async function keptPages() {
  const names = await caches.keys();
  const name = names.find((one) => one.startsWith("pages-"));
  if (!name) {
    return [];
  }
  const pages = await caches.open(name);
  const kept = await Promise.all(
    (await pages.keys()).map(async ({ url }) => {
      const { headers } = await pages.match(url);
      return {
        url,
        title: decodeURIComponent(headers.get("X-Keep-Offline")),
        at: new Date(headers.get("X-Kept-At")),
      };
    }),
  );
  return kept.toReversed();
}
