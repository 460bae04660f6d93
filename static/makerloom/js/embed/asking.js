// The two questions that are sent to Makerloom, and what may go wrong with them.

const SITE = new URL("/", import.meta.url);
// Nothing that is not asked goes along: no cookie, and no word of where one reads.
const PLAIN = { credentials: "omit", referrerPolicy: "no-referrer" };

/** Why there is no answer; `reason` is the name of the words that say what to do. */
export class NoAnswer extends Error {
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

async function asked(path, options) {
  let answer;
  try {
    answer = await fetch(new URL(path, SITE), { ...PLAIN, ...options });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new NoAnswer("offline");
  }
  if (answer.status === 429) {
    throw new NoAnswer("too_many", { n: answer.headers.get("Retry-After") ?? "60" });
  }
  if (!answer.ok) {
    throw new NoAnswer("failed");
  }
  return answer.json();
}

/** Towns that a text names or begins, best first, told in a language of ours. */
export async function placesNamed(text, lang, signal) {
  const { places } = await asked(`/api/places?${new URLSearchParams({ q: text, lang })}`, { signal });
  return places;
}

/** Where the thing can be made, best first. */
export function matchesFor(wish) {
  return asked("/api/matches", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wish),
  });
}
