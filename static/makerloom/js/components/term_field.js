import { el } from "../lib/dom.js";
import { Combobox } from "./combobox.js";

const MOST = 8;
let count = 0;

/** A long select as a field to type into; the select stays what the form sends. */
class TermField extends Combobox {
  constructor(input, select, suggest) {
    super(input);
    this.select = select;
    this.suggest = suggest;
    input.addEventListener("change", () => this.settle());
  }

  address() {
    return `${this.suggest}?${new URLSearchParams({ q: this.input.value.trim(), part: "what" })}`;
  }

  /** Names in the list first, then what other words for a machine lead to. */
  show(found) {
    const typed = this.input.value.trim().toLowerCase();
    const options = [...this.select.options].filter((option) => option.value);
    const named = options.filter((option) => option.text.toLowerCase().includes(typed));
    const meant = found.flatMap(({ type, id }) => (type === "equipment" ? options.filter((option) => option.value === id) : []));
    const all = [...new Set([...named, ...meant])].slice(0, MOST);
    super.show(all.map((option) => ({ type: "equipment", id: option.value, label: option.text, detail: "" })));
  }

  choose(number) {
    const { id, label } = this.found[number];
    this.end();
    this.input.value = label;
    this.select.value = id;
    this.input.name = "";
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** What is typed and no machine's name says none, until one is chosen. */
  settle() {
    const typed = this.input.value.trim().toLowerCase();
    const option = [...this.select.options].find((one) => one.value && one.text.toLowerCase() === typed);
    this.select.value = option?.value ?? "";
    // Words that no machine has are sent as words: they are kept for who curates the list.
    this.input.name = option || typed === "" ? "" : "typed";
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Put a combobox before the select of a row, unless the row is of one machine only. */
export function startTermField(place, { suggest, sayFind }) {
  const select = place.querySelector(`select[name$="-${place.dataset.term}"]`);
  if (!select || select.options.length < 3) {
    return;
  }
  count += 1;
  const id = `term-${count}`;
  const input = el("input", { type: "text", id, autocomplete: "off", placeholder: sayFind });
  const label = select.labels[0];
  const show = () => {
    input.value = select.value ? select.selectedOptions[0].text : "";
  };
  label.htmlFor = id;
  select.hidden = true;
  select.before(input);
  show();
  const term = new TermField(input, select, suggest);
  place.closest("[data-row]").addEventListener("refilled", show);
  select.form.addEventListener("refilled", show);
  return term;
}
