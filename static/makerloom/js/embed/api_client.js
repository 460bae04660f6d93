// The two requests to Makerloom's API, and their errors.

const SITE = new URL("/", import.meta.url);
// Requests carry nothing else: no cookie, and no referrer.
const ANONYMOUS = { credentials: "omit", referrerPolicy: "no-referrer" };

/** Why there is no result; `reason` is the name of the message that says what to do. */
export class RequestError extends Error {
  constructor(reason, values = {}) {
    super(reason);
    this.reason = reason;
    this.values = values;
  }
}

export function siteLink(path, pairs) {
  const link = new URL(path, SITE);
  for (const [name, value] of pairs) {
    if (value) {
      link.searchParams.append(name, value);
    }
  }
  return link.href;
}

async function fetchJson(path, options) {
  let response;
  try {
    response = await fetch(new URL(path, SITE), { ...ANONYMOUS, ...options });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new RequestError("offline");
  }
  if (response.status === 429) {
    throw new RequestError("too_many", { n: response.headers.get("Retry-After") ?? "60" });
  }
  if (!response.ok) {
    throw new RequestError("failed");
  }
  return response.json();
}

/** Towns whose name begins with a text, best first, in one of the site's languages. */
export async function fetchPlaces(text, lang, signal) {
  const { places } = await fetchJson(`/api/places?${new URLSearchParams({ q: text, lang })}`, { signal });
  return places;
}

/** Places where it can be made, best first. */
export function fetchMatches(matchRequest) {
  return fetchJson("/api/matches", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(matchRequest),
  });
}
