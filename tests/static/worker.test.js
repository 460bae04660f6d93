import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const ORIGIN = "https://makerloom.example";
const NO_NETWORK = "/no-network/";
const SCRIPT = "/static/makerloom/js/main.js";

/** A cache by address, in the order of insertion. */
class FakeCache extends Map {
  addAll(addresses) {
    for (const address of addresses) {
      super.set(address, new Response(`file ${address}`));
    }
  }

  put(address, response) {
    super.set(address, response);
  }

  match(request) {
    return super.get(request.url ?? request)?.clone();
  }

  // The worker asks for requests and deletes by request or by address.
  keys() {
    return [...super.keys()].map((url) => ({ url }));
  }

  delete(request) {
    return super.delete(request.url ?? request);
  }
}

let stored = new Map();
let responses = {};
let requested = [];

globalThis.caches = {
  keys: async () => [...stored.keys()],
  open: async (name) => stored.get(name) ?? stored.set(name, new FakeCache()).get(name),
  delete: async (name) => stored.delete(name),
  match: async (request, { cacheName }) => {
    const cache = await caches.open(cacheName);
    return cache.match(new URL(request.url).pathname);
  },
};
globalThis.fetch = async (request, options) => {
  const address = request.url ?? request;
  requested.push([address, options?.credentials]);
  const response = responses[address.replace(ORIGIN, "")];
  if (!response) {
    throw new TypeError("no network");
  }
  return Object.defineProperty(response(), "url", { value: address });
};

const listeners = {};
globalThis.self = {
  CONFIG: { release: "r2", files: [SCRIPT], noNetwork: NO_NETWORK },
  location: { origin: ORIGIN },
  skipWaiting: async () => {},
  clients: { claim: async () => {} },
  addEventListener: (name, listener) => {
    listeners[name] = listener;
  },
};
await import("../../static/makerloom/js/worker.js");

/** Dispatch an event, and return its response once all of its work is done. */
async function dispatch(name, properties = {}) {
  const work = [];
  let response;
  listeners[name]({
    ...properties,
    waitUntil: (promise) => work.push(promise),
    respondWith: (promise) => {
      response = promise;
    },
  });
  const result = await response;
  await Promise.all(work);
  return result;
}

function navigate(address, more = {}) {
  return dispatch("fetch", { request: { method: "GET", mode: "navigate", url: ORIGIN + address, ...more } });
}

const page = (title, headers = {}) => {
  const marked = title === null ? {} : { "X-Keep-Offline": title };
  return () => new Response('<html lang="en">list</html>', { headers: { ...marked, ...headers } });
};
const pagesOf = async () => (await caches.open("pages-r2")).keys().map(({ url }) => url.replace(ORIGIN, ""));

beforeEach(() => {
  stored = new Map();
  requested = [];
  responses = { [NO_NETWORK]: () => new Response("no network", { headers: { "Content-Language": "en" } }) };
});

test("installing stores the release's files, and the page without a network as a visitor sees it", async () => {
  await dispatch("install");
  const shell = stored.get("shell-r2");
  assert.deepEqual(
    shell.keys().map(({ url }) => url),
    [SCRIPT, NO_NETWORK],
  );
  assert.deepEqual(requested, [[NO_NETWORK, "omit"]]);
});

test("a new release deletes the caches of the others", async () => {
  stored = new Map(["shell-r1", "pages-r1", "shell-r2", "pages-r2"].map((name) => [name, new FakeCache()]));
  await dispatch("activate");
  assert.deepEqual([...stored.keys()], ["shell-r2", "pages-r2"]);
});

test("a marked page is stored with its time and its protection, without the fragment", async () => {
  responses["/?q=kiln#results"] = page("Kilns", { "Content-Security-Policy": "default-src 'self'" });
  assert.equal(await (await navigate("/?q=kiln#results")).text(), '<html lang="en">list</html>');
  assert.deepEqual(await pagesOf(), ["/?q=kiln"]);
  const copy = (await caches.open("pages-r2")).match(`${ORIGIN}/?q=kiln`);
  const at = copy.headers.get("X-Kept-At");
  assert.equal(copy.headers.get("Content-Security-Policy"), "default-src 'self'");
  assert.equal(copy.headers.get("X-Keep-Offline"), "Kilns");
  assert.equal(await copy.text(), `<html data-cached-at="${at}" lang="en">list</html>`);
});

test("a page that is not marked, or an error, is not stored", async () => {
  responses["/likes/"] = page(null);
  responses["/gone/"] = () => new Response("", { status: 404, headers: { "X-Keep-Offline": "Gone" } });
  await navigate("/likes/");
  await navigate("/gone/");
  assert.deepEqual(await pagesOf(), []);
});

test("thirty pages are stored, the last opened", async () => {
  const addresses = Array.from({ length: 32 }, (_, number) => `/venues/${number}/`);
  for (const address of [...addresses, "/venues/5/"]) {
    responses[address] = page("Venue");
    await navigate(address);
  }
  const expected = addresses.filter((address) => !["/venues/0/", "/venues/1/", "/venues/5/"].includes(address));
  assert.deepEqual(await pagesOf(), [...expected, "/venues/5/"]);
});

test("without a network a stored page is shown, else the page that says so", async () => {
  await dispatch("install");
  responses["/venues/x/"] = page("X");
  await navigate("/venues/x/");
  delete responses["/venues/x/"];
  assert.match(await (await navigate("/venues/x/")).text(), /data-cached-at/);
  assert.equal(await (await navigate("/venues/y/")).text(), "no network");
});

test("without anything stored there is an error", async () => {
  assert.equal((await navigate("/venues/y/")).type, "error");
});

test("the page without a network follows the language of the last response", async () => {
  await dispatch("install");
  const german = `${NO_NETWORK}?lang=de`;
  responses[german] = () => new Response("kein Netz", { headers: { "Content-Language": "de" } });
  responses["/"] = page(null, { "Content-Language": "de" });
  await navigate("/");
  assert.equal(await (await navigate("/venues/y/")).text(), "kein Netz");
  requested = [];
  await navigate("/");
  assert.deepEqual(
    requested.map(([address]) => address),
    [`${ORIGIN}/`],
  );
});

test("the language of an address alone chooses nothing", async () => {
  await dispatch("install");
  requested = [];
  responses["/?lang=de"] = page(null, { "Content-Language": "de" });
  await navigate("/?lang=de");
  assert.equal(requested.length, 1);
});

test("a language that could not be fetched changes nothing", async () => {
  await dispatch("install");
  responses["/"] = page(null, { "Content-Language": "de" });
  await navigate("/");
  assert.equal(await (await navigate("/venues/y/")).text(), "no network");
});

test("a file of the release comes from the network, else from the cache", async () => {
  await dispatch("install");
  const file = (path) => dispatch("fetch", { request: { method: "GET", mode: "cors", url: ORIGIN + path } });
  responses[SCRIPT] = () => new Response("newer");
  assert.equal(await (await file(SCRIPT)).text(), "newer");
  delete responses[SCRIPT];
  assert.equal(await (await file(SCRIPT)).text(), `file ${SCRIPT}`);
  stored = new Map();
  assert.equal((await file(SCRIPT)).type, "error");
  assert.equal(await file("/tiles/1/0/0.png"), undefined);
});

test("forms, other sites, the API and the administration pass by the worker", async () => {
  assert.equal(await navigate("/likes/", { method: "POST" }), undefined);
  assert.equal(await navigate("/", { url: "https://tiles.example/" }), undefined);
  assert.equal(await navigate("/api/matches"), undefined);
  assert.equal(await navigate("/admin/"), undefined);
  assert.deepEqual(requested, []);
});

test("a page may ask to be stored, of this site alone", async () => {
  responses["/?q=kiln"] = page("Kilns");
  await dispatch("message", { data: { keep: `${ORIGIN}/?q=kiln` } });
  await dispatch("message", { data: { keep: "https://other.example/" } });
  await dispatch("message", { data: { keep: 7 } });
  await dispatch("message", { data: null });
  await dispatch("message", { data: { keep: `${ORIGIN}/not-reached/` } });
  assert.deepEqual(await pagesOf(), ["/?q=kiln"]);
  assert.deepEqual(
    requested.map(([address]) => address),
    [`${ORIGIN}/?q=kiln`, `${ORIGIN}/not-reached/`],
  );
});
