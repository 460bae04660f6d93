// Search parameters, from the entries of a form.

/** Return the parameters of a form's entries without empty values. */
export function paramsFrom(entries) {
  const params = new URLSearchParams();
  for (const [name, value] of entries) {
    if (typeof value === "string" && value.trim()) {
      params.append(name, value);
    }
  }
  // Two controls set the time: a chosen time is more exact than "now".
  const times = params.getAll("open_at");
  if (times.length > 1) {
    params.set("open_at", times.at(-1));
  }
  return params;
}
