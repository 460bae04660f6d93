import { el } from "../lib/dom.js";
import { startTermField } from "./term_field.js";

const NUMBERED = ["id", "name", "for", "aria-describedby"];

function number(node, pattern, prefix) {
  for (const name of NUMBERED) {
    const value = node.getAttribute(name);
    if (value) {
      node.setAttribute(name, value.replace(pattern, prefix));
    }
  }
}

const EMPTIED = {
  checkbox: (control) => {
    control.checked = false;
  },
  "select-multiple": (control) => {
    control.selectedIndex = -1;
  },
  "select-one": (control) => {
    control.selectedIndex = 0;
  },
};

function empty(control) {
  const clear = EMPTIED[control.type];
  if (clear) {
    clear(control);
  } else if (control.type !== "hidden") {
    control.value = "";
  }
}

/** Give the copy of a row a number of its own. */
function renumber(row, prefix, place) {
  const pattern = new RegExp(`${prefix}-\\d+-`, "g");
  for (const node of row.querySelectorAll("*")) {
    number(node, pattern, `${prefix}-${place}-`);
  }
  for (const problem of row.querySelectorAll(".search__problem")) {
    problem.remove();
  }
}

const lastPart = (control) => control.name.split("-").at(-1);

/** Let a row say what another says; its hidden fields and its mark to be deleted stay its own. */
function takeOver(from, to) {
  for (const control of from.querySelectorAll("input[name], select[name], textarea[name]")) {
    const part = lastPart(control);
    const copy = [...to.querySelectorAll("[name]")].find((other) => lastPart(other) === part);
    if (!copy || part === "DELETE") {
      continue;
    }
    if (control.multiple) {
      const chosen = new Set([...control.selectedOptions].map((option) => option.value));
      for (const option of copy.options) {
        option.selected = chosen.has(option.value);
      }
    } else {
      copy.value = control.value;
    }
  }
  const folded = from.querySelectorAll("details");
  for (const [place, node] of to.querySelectorAll("details").entries()) {
    node.open = folded[place].open;
  }
}

/** Return a row like this one that says nothing and has nothing unfolded. */
function blankOf(row) {
  const blank = row.cloneNode(true);
  for (const control of blank.querySelectorAll("input, select, textarea")) {
    empty(control);
  }
  for (const folded of blank.querySelectorAll("details")) {
    folded.open = false;
  }
  return blank;
}

/** Rows that grow in the page, or are copied; without JavaScript a button of the form adds one. */
export function startRows(root) {
  const { prefix, sayAdd, sayCopy, most } = root.dataset;
  const total = root.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const rows = () => [...root.querySelectorAll("[data-row]")];
  // Kept aside before anything of a script stands in it.
  const blank = blankOf(rows().at(-1));

  function append(row, after) {
    renumber(row, prefix, Number(total.value));
    after.after(row);
    total.value = String(Number(total.value) + 1);
    add.disabled = Boolean(most) && Number(total.value) >= Number(most);
    dress(row);
    row.querySelector("input:not([type=hidden]), select")?.focus();
  }

  function dress(row) {
    for (const place of row.querySelectorAll("[data-term]")) {
      startTermField(place, root.dataset);
    }
    if (!sayCopy) {
      return;
    }
    const copy = el("button", { type: "button", class: "linkish" }, sayCopy);
    copy.addEventListener("click", () => {
      if (!add.disabled) {
        const clone = blank.cloneNode(true);
        append(clone, row);
        takeOver(row, clone);
        clone.dispatchEvent(new CustomEvent("refilled"));
      }
    });
    (row.querySelector("[data-row-end]") ?? row).append(copy);
  }

  const add = el("button", { type: "button", class: "button button--quiet button--small" }, sayAdd);
  add.addEventListener("click", () => append(blank.cloneNode(true), rows().at(-1)));
  for (const row of rows()) {
    dress(row);
  }
  root.append(el("p", {}, add));
}
