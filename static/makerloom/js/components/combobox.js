/*
 * Suggestions for a text field while a person types.
 *
 * @example
 * <form data-suggest="/suggest/" data-text-craft="Craft" data-text-place="Town">
 *   <label for="where">Where?</label>
 *   <input id="where" name="where" data-combobox="where">
 * </form>
 */

import { el } from "../lib/dom.js";
import { setHidden } from "../lib/form.js";
import { isAbort, loadJson } from "../lib/load.js";
import { debounce } from "../lib/timing.js";
import { activeAfter, detailOf } from "./suggestions.js";

const DEBOUNCE_MS = 120;
const MIN_LENGTH = 2;

/** Suggestions while a person types: the ARIA combobox with a list. */
export class Combobox {
  constructor(input) {
    this.input = input;
    this.form = input.form;
    this.part = input.dataset.combobox;
    this.suggestions = [];
    this.active = -1;
    this.request = null;
    this.list = el("ul", { class: "suggestions", role: "listbox", id: `${input.id}-list`, hidden: true });
    this.list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    input.after(this.list);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
    })) {
      input.setAttribute(name, value);
    }
    this.fetchSoon = debounce(DEBOUNCE_MS, () => this.fetchSuggestions());
    input.addEventListener("input", () => {
      if (this.part === "where") {
        setHidden(this.form, "near", "");
      }
      this.fetchSoon();
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.end());
    this.form.addEventListener("submit", () => this.end());
    // Not "click": the field must not lose the focus before a choice is made.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        this.choose(Number(option.dataset.number));
      }
    });
  }

  async fetchSuggestions() {
    this.request?.abort();
    if (this.input.value.trim().length < MIN_LENGTH) {
      this.close();
      return;
    }
    const { signal } = (this.request = new AbortController());
    try {
      const response = await loadJson(this.address(), signal);
      // A response that was read before the abort may still arrive.
      if (!signal.aborted) {
        this.show(response?.suggestions ?? []);
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.close();
      }
    }
  }

  address() {
    const params = new URLSearchParams({ q: this.input.value.trim(), part: this.part });
    const near = this.form.querySelector('input[name="near"]');
    if (near) {
      params.set("near", near.value);
    }
    return `${this.form.dataset.suggest}?${params}`;
  }

  show(suggestions) {
    this.suggestions = suggestions;
    this.active = -1;
    this.list.replaceChildren(...suggestions.map((item, number) => this.option(item, number)));
    const open = suggestions.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
  }

  option(item, number) {
    const kind = this.form.dataset[`text${item.type[0].toUpperCase()}${item.type.slice(1)}`];
    return el(
      "li",
      {
        class: "suggestion",
        role: "option",
        id: `${this.list.id}-${number}`,
        "data-number": number,
        "aria-selected": "false",
      },
      el("span", { class: "suggestion__name", dir: "auto" }, item.label),
      el("span", { class: `suggestion__detail suggestion__detail--${item.type}` }, detailOf(item, kind)),
    );
  }

  /** Close for good: a response on its way must not open the list again. */
  end() {
    this.fetchSoon.cancel();
    this.request?.abort();
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) {
      return;
    }
    const actions = {
      ArrowDown: () => this.move(1),
      ArrowUp: () => this.move(-1),
      Enter: this.active >= 0 ? () => this.choose(this.active) : null,
      Escape: () => this.end(),
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  move(step) {
    this.active = activeAfter(this.active, step, this.suggestions.length);
    for (const [number, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(number === this.active));
    }
    const chosen = this.list.children[this.active];
    chosen.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen.id);
  }

  choose(number) {
    const item = this.suggestions[number];
    this.end();
    if (item.type === "venue") {
      location.assign(`/venues/${encodeURIComponent(item.id)}/`);
      return;
    }
    this.input.value = item.label;
    if (item.type === "place") {
      setHidden(this.form, "near", `${item.lon.toFixed(3)},${item.lat.toFixed(3)}`);
    }
    this.form.requestSubmit();
  }
}

export function startComboboxes(root = document) {
  for (const input of root.querySelectorAll("input[data-combobox]")) {
    input.combobox = new Combobox(input);
  }
}
