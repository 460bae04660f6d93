// Reading without a network: the lists and places that were opened last. The server puts
// `CONFIG` before this script. Only pages that it marks are stored, so neither tiles nor
// personal data can be; a new release starts with an empty cache.

const { release: RELEASE, files: FILES, noNetwork: NO_NETWORK } = self.CONFIG;
const SHELL = `shell-${RELEASE}`;
const PAGES = `pages-${RELEASE}`;
const MAX_PAGES = 30;
const TITLE_HEADER = "X-Keep-Offline";
const NEVER_CACHED = /^\/(admin|api)\//;

async function install() {
  const shell = await caches.open(SHELL);
  await shell.addAll(FILES);
  await shell.put(NO_NETWORK, await fetchNoNetwork(NO_NETWORK));
  await self.skipWaiting();
}

/** Fetch the page shown without a network as a visitor sees it, whoever is signed in. */
function fetchNoNetwork(address) {
  return fetch(address, { credentials: "omit" });
}

/**
 * Store that page in the language of the server's last response: a visitor's has the
 * browser's language, the reader may have chosen another. A `lang` in a URL does not count.
 */
async function matchLanguage({ url, headers }) {
  const language = headers.get("Content-Language");
  if (!language || new URL(url).searchParams.has("lang")) {
    return;
  }
  const shell = await caches.open(SHELL);
  const cached = await shell.match(NO_NETWORK);
  if (cached?.headers.get("Content-Language") === language) {
    return;
  }
  const page = await fetchNoNetwork(`${NO_NETWORK}?${new URLSearchParams({ lang: language })}`).catch(() => null);
  if (page?.ok) {
    await shell.put(NO_NETWORK, page);
  }
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL && name !== PAGES).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The URL that a page is stored under: without its fragment. */
function cacheKey(address) {
  const url = new URL(address);
  url.hash = "";
  return url.href;
}

/** Store a marked page with the time; the oldest is deleted. */
async function store(address, response) {
  const title = response.headers.get(TITLE_HEADER);
  if (!response.ok || title === null) {
    return;
  }
  const at = new Date().toISOString();
  const text = (await response.text()).replace("<html ", `<html data-cached-at="${at}" `);
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Kept-At": at, [TITLE_HEADER]: title };
  for (const name of ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"]) {
    headers[name] = response.headers.get(name) ?? "";
  }
  const pages = await caches.open(PAGES);
  await pages.delete(cacheKey(address));
  await pages.put(cacheKey(address), new Response(text, { headers }));
  const requests = await pages.keys();
  await Promise.all(requests.slice(0, -MAX_PAGES).map((request) => pages.delete(request)));
}

/** Fetch and store a page; one that cannot be reached now is stored another time. */
async function fetchAndStore(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (response) {
    await Promise.all([store(address, response.clone()), matchLanguage(response)]);
  }
}

async function cachedPage(address) {
  const pages = await caches.open(PAGES);
  const shell = await caches.open(SHELL);
  return (await pages.match(cacheKey(address))) ?? (await shell.match(NO_NETWORK)) ?? Response.error();
}

async function respondWithPage(event) {
  try {
    const response = await fetch(event.request);
    event.waitUntil(Promise.all([store(event.request.url, response.clone()), matchLanguage(response)]));
    return response;
  } catch {
    return cachedPage(event.request.url);
  }
}

async function respondWithFile(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { cacheName: SHELL })) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin || NEVER_CACHED.test(pathname)) {
    return;
  }
  if (mode === "navigate") {
    event.respondWith(respondWithPage(event));
  } else if (FILES.includes(pathname)) {
    event.respondWith(respondWithFile(event.request));
  }
});

// A page whose address a script changed, or that was open before the worker started.
self.addEventListener("message", (event) => {
  const address = event.data?.keep;
  if (typeof address === "string" && new URL(address).origin === self.location.origin) {
    event.waitUntil(fetchAndStore(address));
  }
});
