import assert from "node:assert/strict";
import { test } from "node:test";

import { isAbort, loadJson } from "../../../static/makerloom/js/lib/load.js";

test("JSON is requested, and returned", async (context) => {
  const fetched = context.mock.method(globalThis, "fetch", async () => Response.json({ a: 1 }));
  const { signal } = new AbortController();
  assert.deepEqual(await loadJson("/map/labels/", signal), { a: 1 });
  assert.deepEqual(fetched.mock.calls[0].arguments, [
    "/map/labels/",
    { signal, headers: { Accept: "application/json" } },
  ]);
});

test("an error of the server is no result", async (context) => {
  context.mock.method(globalThis, "fetch", async () => new Response("", { status: 503 }));
  assert.equal(await loadJson("/map/labels/"), null);
});

test("only an abort is an abort", () => {
  assert.equal(isAbort(new DOMException("", "AbortError")), true);
  assert.equal(isAbort(new DOMException("", "NetworkError")), false);
  assert.equal(isAbort(new TypeError("offline")), false);
});
