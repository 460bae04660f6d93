/*
 * The rows of a formset: added, and copied if there is a text for it.
 *
 * @example
 * <fieldset data-component="rows" data-prefix="machine" data-text-add="Add" data-text-copy="Copy" data-max="30">
 *   <input type="hidden" name="machine-TOTAL_FORMS" value="1">
 *   <div data-row>
 *     <div data-term="equipment">…</div>
 *     <div data-row-end></div>
 *   </div>
 * </fieldset>
 */

import { el } from "../lib/dom.js";
import { clearControl } from "../lib/controls.js";
import { fieldName, renumbered } from "./formset.js";
import { startTermField } from "./term_field.js";

const NUMBERED_ATTRIBUTES = ["id", "name", "for", "aria-describedby"];

/** Give a copied row its own number in the formset. */
function renumber(row, prefix, index) {
  for (const node of row.querySelectorAll("*")) {
    for (const attribute of NUMBERED_ATTRIBUTES) {
      const value = node.getAttribute(attribute);
      if (value) {
        node.setAttribute(attribute, renumbered(value, prefix, index));
      }
    }
  }
  for (const problem of row.querySelectorAll(".field__error")) {
    problem.remove();
  }
}

/** Copy a row's values to another row, but for hidden fields and the deletion mark. */
function copyValues(from, to) {
  for (const control of from.querySelectorAll("input[name], select[name], textarea[name]")) {
    const part = fieldName(control.name);
    const copy = [...to.querySelectorAll("[name]")].find((other) => fieldName(other.name) === part);
    if (!copy || part === "DELETE") {
      continue;
    }
    if (control.multiple) {
      const selected = new Set([...control.selectedOptions].map((option) => option.value));
      for (const option of copy.options) {
        option.selected = selected.has(option.value);
      }
    } else {
      copy.value = control.value;
    }
  }
  const details = from.querySelectorAll("details");
  for (const [index, node] of to.querySelectorAll("details").entries()) {
    node.open = details[index].open;
  }
}

/** Return a copy of a row with empty fields and closed details. */
function blankCopy(row) {
  const blank = row.cloneNode(true);
  for (const control of blank.querySelectorAll("input, select, textarea")) {
    clearControl(control);
  }
  for (const details of blank.querySelectorAll("details")) {
    details.open = false;
  }
  return blank;
}

/** Rows that grow in the page, or are copied; without JavaScript a button of the form adds one. */
export function startRows(root) {
  const { prefix, textAdd, textCopy, max } = root.dataset;
  const total = root.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const rows = () => [...root.querySelectorAll("[data-row]")];
  // Copied before any script adds to it.
  const blank = blankCopy(rows().at(-1));

  function append(row, after) {
    renumber(row, prefix, Number(total.value));
    after.after(row);
    total.value = String(Number(total.value) + 1);
    add.disabled = Boolean(max) && Number(total.value) >= Number(max);
    enhance(row);
    row.querySelector("input:not([type=hidden]), select")?.focus();
  }

  function enhance(row) {
    for (const container of row.querySelectorAll("[data-term]")) {
      startTermField(container, root.dataset);
    }
    if (!textCopy) {
      return;
    }
    const copy = el("button", { type: "button", class: "button--link" }, textCopy);
    copy.addEventListener("click", () => {
      if (!add.disabled) {
        const clone = blank.cloneNode(true);
        append(clone, row);
        copyValues(row, clone);
        clone.dispatchEvent(new CustomEvent("refilled"));
      }
    });
    (row.querySelector("[data-row-end]") ?? row).append(copy);
  }

  const add = el("button", { type: "button", class: "button button--quiet button--small" }, textAdd);
  add.addEventListener("click", () => append(blank.cloneNode(true), rows().at(-1)));
  for (const row of rows()) {
    enhance(row);
  }
  root.append(el("p", {}, add));
}
