// Read without a network: the lists and places that were opened last. The server puts
// `TOLD` before this text. Only pages that it marks are kept, so neither tiles nor
// anything of a person can be; a new release starts with nothing.

const { release: RELEASE, files: FILES, noNetwork: NO_NETWORK } = self.TOLD;
const SHELL = `shell-${RELEASE}`;
const PAGES = `pages-${RELEASE}`;
const MOST_PAGES = 30;
const KEEP = "X-Keep-Offline";
const LEFT_ALONE = /^\/(admin|api)\//;

async function prepare() {
  const shell = await caches.open(SHELL);
  await shell.addAll(FILES);
  await shell.put(NO_NETWORK, await fetchNoNetwork(NO_NETWORK));
  await self.skipWaiting();
}

/** Fetch the page for when there is no network as a stranger sees it, whoever is signed in. */
function fetchNoNetwork(address) {
  return fetch(address, { credentials: "omit" });
}

/**
 * Let that page speak as the reader chose to: a stranger's has the browser's language,
 * so what the server answers the reader in tells. A `lang` in an address chooses nothing.
 */
async function speakAs({ url, headers }) {
  const language = headers.get("Content-Language");
  if (!language || new URL(url).searchParams.has("lang")) {
    return;
  }
  const shell = await caches.open(SHELL);
  const held = await shell.match(NO_NETWORK);
  if (held?.headers.get("Content-Language") === language) {
    return;
  }
  const page = await fetchNoNetwork(`${NO_NETWORK}?${new URLSearchParams({ lang: language })}`).catch(() => null);
  if (page?.ok) {
    await shell.put(NO_NETWORK, page);
  }
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL && name !== PAGES).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The address under which a page is kept: the part behind # is no other page. */
function nameOf(address) {
  const url = new URL(address);
  url.hash = "";
  return url.href;
}

/** Keep a marked page, with the time in it; the oldest gives way. */
async function keep(address, answer) {
  const title = answer.headers.get(KEEP);
  if (!answer.ok || title === null) {
    return;
  }
  const at = new Date().toISOString();
  const text = (await answer.text()).replace("<html ", `<html data-kept-at="${at}" `);
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Kept-At": at, [KEEP]: title };
  for (const name of ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"]) {
    headers[name] = answer.headers.get(name) ?? "";
  }
  const pages = await caches.open(PAGES);
  await pages.delete(nameOf(address));
  await pages.put(nameOf(address), new Response(text, { headers }));
  const kept = await pages.keys();
  await Promise.all(kept.slice(0, -MOST_PAGES).map((request) => pages.delete(request)));
}

/** What cannot be reached now is kept another time. */
async function fetchToKeep(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer) {
    await Promise.all([keep(address, answer.clone()), speakAs(answer)]);
  }
}

async function keptPage(address) {
  const pages = await caches.open(PAGES);
  const shell = await caches.open(SHELL);
  return (await pages.match(nameOf(address))) ?? (await shell.match(NO_NETWORK)) ?? Response.error();
}

async function answerPage(event) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(Promise.all([keep(event.request.url, answer.clone()), speakAs(answer)]));
    return answer;
  } catch {
    return keptPage(event.request.url);
  }
}

async function answerFile(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { cacheName: SHELL })) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin || LEFT_ALONE.test(pathname)) {
    return;
  }
  if (mode === "navigate") {
    event.respondWith(answerPage(event));
  } else if (FILES.includes(pathname)) {
    event.respondWith(answerFile(event.request));
  }
});

// A page that a script has changed, or that was open before there was a worker.
self.addEventListener("message", (event) => {
  const address = event.data?.keep;
  if (typeof address === "string" && new URL(address).origin === self.location.origin) {
    event.waitUntil(fetchToKeep(address));
  }
});
