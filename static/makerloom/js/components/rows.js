import { el } from "../lib/dom.js";

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

/** Give the copy of a row a number of its own, and empty its fields. */
function renumber(row, prefix, place) {
  const pattern = new RegExp(`${prefix}-\\d+-`, "g");
  for (const node of row.querySelectorAll("*")) {
    number(node, pattern, `${prefix}-${place}-`);
  }
  for (const problem of row.querySelectorAll(".search__problem")) {
    problem.remove();
  }
  for (const control of row.querySelectorAll("input, select, textarea")) {
    empty(control);
  }
}

/** Rows that grow in the page; without JavaScript a button of the form adds one. */
export function startRows(root) {
  const { prefix, sayAdd } = root.dataset;
  const total = root.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const rows = () => root.querySelectorAll("[data-row]");
  const add = el("button", { type: "button", class: "button button--quiet button--small" }, sayAdd);
  add.addEventListener("click", () => {
    const last = [...rows()].at(-1);
    const copy = last.cloneNode(true);
    renumber(copy, prefix, Number(total.value));
    last.after(copy);
    total.value = String(Number(total.value) + 1);
    copy.querySelector("select, input")?.focus();
  });
  root.append(el("p", {}, add));
}
