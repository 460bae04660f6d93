import assert from "node:assert/strict";
import { test } from "node:test";

import { RequestError, fetchMatches, fetchPlaces, siteLink } from "../../../static/makerloom/js/embed/api_client.js";

function answer(context, response) {
  return context.mock.method(globalThis, "fetch", async () => {
    if (response instanceof Error) {
      throw response;
    }
    return response;
  });
}

test("a link leads to the script's own site, without empty parameters", () => {
  const link = new URL(
    siteLink("/make/", [
      ["title", "A bowl"],
      ["url", ""],
      ["craft", "pottery"],
      ["craft", "glazing"],
    ]),
  );
  assert.equal(link.pathname, "/make/");
  assert.equal(link.search, "?title=A+bowl&craft=pottery&craft=glazing");
});

test("towns are requested without cookies and referrer", async (context) => {
  const fetched = answer(context, Response.json({ places: [{ label: "Leeds" }] }));
  const { signal } = new AbortController();
  assert.deepEqual(await fetchPlaces("Lee", "en", signal), [{ label: "Leeds" }]);
  const [url, options] = fetched.mock.calls[0].arguments;
  assert.equal(url.pathname + url.search, "/api/places?q=Lee&lang=en");
  assert.deepEqual(options, { credentials: "omit", referrerPolicy: "no-referrer", signal });
});

test("a match request is posted as JSON", async (context) => {
  const fetched = answer(context, Response.json({ features: [] }));
  assert.deepEqual(await fetchMatches({ title: "A bowl" }), { features: [] });
  const { method, body } = fetched.mock.calls[0].arguments[1];
  assert.deepEqual([method, body], ["POST", '{"title":"A bowl"}']);
});

const limited = (headers) => new Response("", { status: 429, headers });

test("each failure has its own reason", async (context) => {
  const cases = [
    [new TypeError("no network"), "offline", {}],
    [new Response("", { status: 500 }), "failed", {}],
    [limited({ "Retry-After": "12" }), "too_many", { n: "12" }],
    [limited({}), "too_many", { n: "60" }],
  ];
  for (const [response, reason, values] of cases) {
    answer(context, response);
    await assert.rejects(fetchMatches({}), (error) => {
      assert.ok(error instanceof RequestError);
      assert.deepEqual([error.reason, error.values], [reason, values]);
      return true;
    });
    context.mock.restoreAll();
  }
});

test("an aborted request stays an abort", async (context) => {
  answer(context, new DOMException("", "AbortError"));
  await assert.rejects(fetchPlaces("Lee", "en"), { name: "AbortError" });
});
