/*
 * A long select of a row as a text field with suggestions.
 *
 * @example
 * <div data-row>
 *   <div data-term="equipment">
 *     <label for="s">Machine</label><select id="s" name="machine-0-equipment">…</select>
 *   </div>
 * </div>
 */

import { el } from "../lib/dom.js";
import { Combobox } from "./combobox.js";
import { matchingOptions, optionNamed } from "./suggestions.js";

const MAX_OPTIONS = 8;
let count = 0;

/** A long select as a text field; the select is still what the form submits. */
class TermField extends Combobox {
  constructor(input, select, suggest) {
    super(input);
    this.select = select;
    this.suggest = suggest;
    input.addEventListener("change", () => this.matchTyped());
  }

  address() {
    return `${this.suggest}?${new URLSearchParams({ q: this.input.value.trim(), part: "what" })}`;
  }

  /** Machines by name first, then those that other words lead to. */
  show(suggestions) {
    const options = matchingOptions([...this.select.options], this.input.value, suggestions).slice(0, MAX_OPTIONS);
    super.show(options.map((option) => ({ type: "equipment", id: option.value, label: option.text, detail: "" })));
  }

  choose(number) {
    const { id, label } = this.suggestions[number];
    this.end();
    this.input.value = label;
    this.select.value = id;
    this.input.name = "";
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Select the machine of this name; any other text selects none. */
  matchTyped() {
    const option = optionNamed([...this.select.options], this.input.value);
    this.select.value = option?.value ?? "";
    // Unknown words are submitted as text, for the people who maintain the vocabulary.
    this.input.name = option || this.input.value.trim() === "" ? "" : "typed";
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Put a combobox before the select of a row, unless the row is of one machine only. */
export function startTermField(container, { suggest, textFind }) {
  const select = container.querySelector(`select[name$="-${container.dataset.term}"]`);
  if (!select || select.options.length < 3) {
    return;
  }
  count += 1;
  const id = `term-${count}`;
  const input = el("input", { type: "text", id, autocomplete: "off", placeholder: textFind });
  const label = select.labels[0];
  const show = () => {
    input.value = select.value ? select.selectedOptions[0].text : "";
  };
  label.htmlFor = id;
  select.hidden = true;
  select.before(input);
  show();
  const term = new TermField(input, select, suggest);
  container.closest("[data-row]").addEventListener("refilled", show);
  select.form.addEventListener("refilled", show);
  return term;
}
