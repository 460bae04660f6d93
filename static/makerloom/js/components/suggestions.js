// Suggestions of a combobox: their detail line, and which one the arrow keys reach.

/** The line below a suggestion's name; what only repeats the name is left out. */
export function detailOf({ type, label, detail }, kind) {
  const text = type === "place" ? detail : [detail, kind].filter(Boolean).join(" · ");
  return text === label ? "" : text;
}

/** The active option after a step down (1) or up (-1); none is -1, and the ends meet. */
export function activeAfter(active, step, count) {
  const start = active < 0 && step < 0 ? 0 : active;
  return (start + step + count) % count;
}

/** Options of a select for a typed text: by name first, then those that other words lead to. */
export function matchingOptions(options, typed, suggestions) {
  const text = typed.trim().toLowerCase();
  const ids = suggestions.filter(({ type }) => type === "equipment").map(({ id }) => id);
  const choices = options.filter(({ value }) => value);
  const byName = choices.filter((option) => option.text.toLowerCase().includes(text));
  const byMeaning = ids.flatMap((id) => choices.filter(({ value }) => value === id));
  return [...new Set([...byName, ...byMeaning])];
}

/** The option whose name is the typed text, if there is one. */
export function optionNamed(options, typed) {
  const text = typed.trim().toLowerCase();
  return options.find((option) => option.value && option.text.toLowerCase() === text);
}
