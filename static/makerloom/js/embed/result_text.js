// The text of the matches: what fits, what is open, how many there are.

const MAX_REASONS = 4;
const STALE_MONTHS = 12;
const NOT_RUNNING = new Set(["planned", "paused", "closed"]);

/** Return an address if it is an HTTP URL, else null: nothing else may become a link. */
export function safeAddress(address) {
  return /^https?:\/\//.test(address) ? address : null;
}

function capitalized(text) {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function isStale({ code, subject }) {
  return code === "never_confirmed" || (code === "confirmed_long_ago" && Number(subject) >= STALE_MONTHS);
}

/** The reasons for a match and its open questions, as the parts of a list's lines. */
export function reasonLines({ reasons, gaps }, formatter) {
  const shown = reasons.slice(0, MAX_REASONS);
  // Unknown hours are counted once, below the list.
  const others = gaps.filter(({ code }) => code !== "hours_unknown").slice(0, MAX_REASONS);
  const questions = others.map(({ words }) => words);
  // Doubt is shown once: where nobody has confirmed the place for a year, that is enough.
  if (shown.some(({ inferred }) => inferred) && !others.some(isStale)) {
    questions.push(formatter.message("check"));
  }
  const met = { symbol: "✓", label: formatter.message("fits"), kind: "met" };
  const gap = { symbol: "○", label: formatter.message("open_question"), kind: "gap" };
  return [
    ...shown.map(({ words }) => ({ ...met, text: capitalized(words) })),
    ...questions.map((words) => ({ ...gap, text: capitalized(words) })),
  ];
}

/** One line for a list: of how many places nobody knows whether they are open; "" for none. */
export function openUnknown(features, formatter) {
  const count = features.filter(
    ({ properties: { gaps, operation } }) =>
      gaps.some(({ code }) => code === "hours_unknown") && !NOT_RUNNING.has(operation),
  ).length;
  return count ? formatter.counted("open_unknown", count) : "";
}

/** The number of places in words, for the status line. */
export function summary({ numberMatched: count, understood: recognised }, radius, formatter) {
  if (count) {
    return formatter.counted("places", count, { radius: formatter.distance(radius) });
  }
  const isRecognised = recognised.crafts.length || recognised.required.length;
  return isRecognised
    ? formatter.message("nothing", { radius: formatter.distance(radius) })
    : formatter.message("not_understood");
}
