import { el } from "../lib/dom.js";
import { setHidden } from "../lib/form.js";
import { isAbort, loadJson } from "../lib/load.js";
import { later } from "../lib/timing.js";

const PAUSE_MS = 120;
const SHORTEST = 2;

/** Suggestions while a person types: the ARIA combobox with a list. */
export class Combobox {
  constructor(input) {
    this.input = input;
    this.form = input.form;
    this.part = input.dataset.combobox;
    this.found = [];
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
    this.askLater = later(PAUSE_MS, () => this.ask());
    input.addEventListener("input", () => {
      if (this.part === "where") {
        setHidden(this.form, "near", "");
      }
      this.askLater();
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

  async ask() {
    this.request?.abort();
    if (this.input.value.trim().length < SHORTEST) {
      this.close();
      return;
    }
    const { signal } = (this.request = new AbortController());
    try {
      const answer = await loadJson(this.address(), signal);
      // An answer that was read before it was called off may still arrive.
      if (!signal.aborted) {
        this.show(answer?.suggestions ?? []);
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

  show(found) {
    this.found = found;
    this.active = -1;
    this.list.replaceChildren(...found.map((item, number) => this.option(item, number)));
    const open = found.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
  }

  option(item, number) {
    const kind = this.form.dataset[`say${item.type[0].toUpperCase()}${item.type.slice(1)}`];
    const detail = item.type === "place" ? item.detail : [item.detail, kind].filter(Boolean).join(" · ");
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
      el("span", { class: `suggestion__detail suggestion__detail--${item.type}` }, detail === item.label ? "" : detail),
    );
  }

  /** The question is settled: what is on its way may not open the list again. */
  end() {
    this.askLater.cancel();
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
    const acts = {
      ArrowDown: () => this.move(1),
      ArrowUp: () => this.move(-1),
      Enter: this.active >= 0 ? () => this.choose(this.active) : null,
      Escape: () => this.end(),
    };
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    }
  }

  move(step) {
    const count = this.found.length;
    this.active = (this.active + step + (this.active < 0 && step < 0 ? 1 : 0) + count) % count;
    for (const [number, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(number === this.active));
    }
    const chosen = this.list.children[this.active];
    chosen.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen.id);
  }

  choose(number) {
    const item = this.found[number];
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
