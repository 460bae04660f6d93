// What is entered in a form and not submitted yet, as text for the browser's storage.

// These belong to a single submission of the form.
const NOT_STORED = new Set(["csrfmiddlewaretoken", "base", "draft_id"]);

/** Return a form's entries as text, without files. */
export function draftOf(entries) {
  return JSON.stringify([...entries].filter(([name, value]) => typeof value === "string" && !NOT_STORED.has(name)));
}

/** Return the value of a field in a draft's entries, if it has one. */
export function valueIn(draft, name) {
  return draft.find(([field]) => field === name)?.[1];
}
