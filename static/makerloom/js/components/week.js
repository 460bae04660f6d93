import { el } from "../lib/dom.js";
import { isAbort } from "../lib/load.js";
import { later } from "../lib/timing.js";

const PAUSE_MS = 500;
const FRIDAY = 4;

/** The times of a line and, of a weekday, whether it is by appointment. */
function controlsOf(day) {
  return [...day.querySelectorAll("input")];
}

function isFilled(day) {
  return controlsOf(day).some((control) => (control.type === "checkbox" ? control.checked : control.value !== ""));
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

/** Hours as fields: copied from day to day, cleared, and said back in words. */
class Week {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.said = root.querySelector("[data-week-said]");
    this.request = null;
    this.days = [...root.querySelectorAll("[data-week-day]")];
    this.addCopy();
    for (const span of root.querySelectorAll("[data-span]")) {
      this.addClear(span);
    }
    if (root.dataset.sayHours) {
      const ask = later(PAUSE_MS, () => this.ask());
      root.addEventListener("input", ask);
      root.addEventListener("change", ask);
      this.form.addEventListener("refilled", ask);
    }
  }

  addCopy() {
    const { sayCopy, sayToAll, sayToFriday, sayCopied } = this.root.dataset;
    const names = this.days.map((day) => day.querySelector("legend").textContent);
    const which = el("select", { "aria-label": sayCopy }, ...names.map((name, day) => el("option", { value: day }, name)));
    const status = el("span", { role: "status", class: "muted" });
    const button = (words, last) => {
      const node = el("button", { type: "button", class: "button button--quiet button--small" }, words);
      node.addEventListener("click", () => {
        // An empty day would wipe the others: the first that says something is meant.
        const chosen = this.days[Number(which.value)];
        const from = isFilled(chosen) ? chosen : this.days.find(isFilled);
        if (!from) {
          return;
        }
        which.value = String(this.days.indexOf(from));
        for (const day of this.days.slice(0, last + 1)) {
          if (day !== from) {
            copy(from, day);
          }
        }
        status.textContent = sayCopied;
        this.changed();
      });
      return node;
    };
    const line = this.root.querySelector("[data-week-copy]");
    line.className = "week__copy";
    line.append(
      el("label", {}, el("span", {}, sayCopy), which),
      button(sayToFriday, FRIDAY),
      button(sayToAll, this.days.length),
      status,
    );
  }

  addClear(span) {
    const [from, until] = span.querySelectorAll("input");
    const say = `${this.root.dataset.sayClear}: ${from.getAttribute("aria-label")}`;
    const button = el("button", { type: "button", class: "week__clear", "aria-label": say }, "×");
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

  async ask() {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    try {
      const answer = await fetch(this.root.dataset.sayHours, { method: "POST", body: this.fields(), signal });
      if (answer.ok && !signal.aborted) {
        this.show(await answer.json());
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.said.hidden = true;
      }
    }
  }

  /** What this audience's fields say, and the form's own token. */
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

  show(answer) {
    this.said.hidden = answer.words === "";
    for (const part of ["words", "now", "note"]) {
      this.said.querySelector(`[data-${part}]`).textContent = answer[part];
    }
  }
}

export function startWeek(root) {
  return new Week(root);
}
