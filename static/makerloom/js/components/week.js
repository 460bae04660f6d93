/*
 * The opening hours of one audience as fields, with a preview in words.
 *
 * @example
 * <div data-component="week" data-preview-url="/manage/hours/" data-text-copy="…" data-text-to-all="…"
 *      data-text-to-friday="…" data-text-copied="…" data-text-clear="…">
 *   <p data-week-copy></p>
 *   <fieldset data-week-day>
 *     <legend>Monday</legend>
 *     <span data-span><input aria-label="Monday, from"><input aria-label="Monday, until"></span>
 *     <details>…</details>
 *   </fieldset>
 *   <div data-week-preview hidden><p data-preview-text></p><p data-preview-now></p><p data-preview-note></p></div>
 * </div>
 */

import { isFilled } from "../lib/controls.js";
import { el } from "../lib/dom.js";
import { isAbort } from "../lib/load.js";
import { debounce } from "../lib/timing.js";

const DEBOUNCE_MS = 500;
const FRIDAY = 4;

/** The times of a row and, for a weekday, whether it is by appointment. */
function controlsOf(day) {
  return [...day.querySelectorAll("input")];
}

function hasHours(day) {
  return controlsOf(day).some(isFilled);
}

function copy(from, to) {
  const source = controlsOf(from);
  for (const [number, control] of controlsOf(to).entries()) {
    control.value = source[number].value;
    control.checked = source[number].checked;
  }
  const more = to.querySelector("details");
  more.open = more.open || from.querySelector("details").open;
}

/** Opening hours as fields: copied from day to day, cleared, and summarised in words. */
class Week {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.preview = root.querySelector("[data-week-preview]");
    this.request = null;
    this.days = [...root.querySelectorAll("[data-week-day]")];
    this.addCopy();
    for (const span of root.querySelectorAll("[data-span]")) {
      this.addClear(span);
    }
    if (root.dataset.previewUrl) {
      const update = debounce(DEBOUNCE_MS, () => this.updatePreview());
      root.addEventListener("input", update);
      root.addEventListener("change", update);
      this.form.addEventListener("refilled", update);
    }
  }

  addCopy() {
    const { textCopy, textToAll, textToFriday, textCopied } = this.root.dataset;
    const names = this.days.map((day) => day.querySelector("legend").textContent);
    const daySelect = el(
      "select",
      { "aria-label": textCopy },
      ...names.map((name, day) => el("option", { value: day }, name)),
    );
    const status = el("span", { role: "status", class: "muted" });
    const button = (label, last) => {
      const node = el("button", { type: "button", class: "button button--quiet button--small" }, label);
      node.addEventListener("click", () => {
        // An empty day would clear the others: the first that has values is used instead.
        const selected = this.days[Number(daySelect.value)];
        const from = hasHours(selected) ? selected : this.days.find(hasHours);
        if (!from) {
          return;
        }
        daySelect.value = String(this.days.indexOf(from));
        for (const day of this.days.slice(0, last + 1)) {
          if (day !== from) {
            copy(from, day);
          }
        }
        status.textContent = textCopied;
        this.changed();
      });
      return node;
    };
    const line = this.root.querySelector("[data-week-copy]");
    line.className = "week__copy";
    line.append(
      el("label", {}, el("span", {}, textCopy), daySelect),
      button(textToFriday, FRIDAY),
      button(textToAll, this.days.length),
      status,
    );
  }

  addClear(span) {
    const [from, until] = span.querySelectorAll("input");
    const label = `${this.root.dataset.textClear}: ${from.getAttribute("aria-label")}`;
    const button = el("button", { type: "button", class: "week__clear", "aria-label": label }, "×");
    const show = () => {
      button.hidden = from.value === "" && until.value === "";
    };
    button.addEventListener("click", () => {
      from.value = "";
      until.value = "";
      from.focus();
      this.changed();
    });
    this.root.addEventListener("input", show);
    this.form.addEventListener("refilled", show);
    show();
    span.append(button);
  }

  changed() {
    this.root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async updatePreview() {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    try {
      const response = await fetch(this.root.dataset.previewUrl, { method: "POST", body: this.fields(), signal });
      if (response.ok && !signal.aborted) {
        this.show(await response.json());
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.preview.hidden = true;
      }
    }
  }

  /** The fields of this audience, and the form's CSRF token. */
  fields() {
    const fields = new FormData();
    const token = this.form.querySelector('[name="csrfmiddlewaretoken"]');
    fields.append(token.name, token.value);
    for (const control of this.root.querySelectorAll("input[name], select[name]")) {
      if (control.type !== "checkbox" || control.checked) {
        fields.append(control.name, control.value);
      }
    }
    return fields;
  }

  show(preview) {
    this.preview.hidden = preview.text === "";
    for (const part of ["text", "now", "note"]) {
      this.preview.querySelector(`[data-preview-${part}]`).textContent = preview[part];
    }
  }
}

export function startWeek(root) {
  return new Week(root);
}
