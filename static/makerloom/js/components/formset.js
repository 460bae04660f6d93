// Names of the fields in a row of a formset: "machine-3-equipment".

/** Replace the row's number wherever a value contains it. */
export function renumbered(value, prefix, index) {
  return value.replace(new RegExp(`${prefix}-\\d+-`, "g"), `${prefix}-${index}-`);
}

/** The field's own name, without its form and row. */
export function fieldName(name) {
  return name.split("-").at(-1);
}
