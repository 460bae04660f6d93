// The text of the matches: what fits, what is open, how many there are.

const MAX_REASONS = 4;

/** Return an address if it is a web address, whoever entered it; nothing else becomes a link. */
export function safeAddress(address) {
  return /^https?:\/\//.test(address) ? address : null;
}

/** The reasons for a match and its open questions, as the parts of a list's lines. */
export function reasonLines({ reasons, gaps }, formatter) {
  const shown = reasons.slice(0, MAX_REASONS);
  // Where all reasons come from notes, say so once instead of on every line.
  const allInferred = shown.length > 1 && shown.every(({ inferred }) => inferred);
  const openQuestion = (text) => ({ symbol: "○", label: formatter.message("open_question"), text, kind: "gap" });
  const lines = shown.map(({ inferred, words }) => {
    const note = inferred && !allInferred ? ` (${formatter.message("from_note")})` : "";
    return { symbol: "✓", label: formatter.message("fits"), text: words + note, kind: "met" };
  });
  if (allInferred) {
    lines.push(openQuestion(formatter.message("from_notes")));
  }
  // The line with the opening state already shows unknown hours.
  const others = gaps.filter(({ code }) => code !== "hours_unknown").slice(0, MAX_REASONS);
  return [...lines, ...others.map(({ words }) => openQuestion(words))];
}

/** The number of places in words, for the status line. */
export function summary({ numberMatched: count, understood }, radius, formatter) {
  if (count) {
    const name = count === 1 ? "one_place" : "places";
    return formatter.message(name, { n: formatter.number(count), radius: formatter.distance(radius) });
  }
  const isUnderstood = understood.crafts.length || understood.required.length;
  return isUnderstood
    ? formatter.message("nothing", { radius: formatter.distance(radius) })
    : formatter.message("not_understood");
}
