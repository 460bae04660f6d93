/*
 * A form whose entries survive a closed tab until they are submitted.
 *
 * @example
 * <form data-component="step" action="/manage/…/">…</form>
 */

import { isFilled } from "../lib/controls.js";
import { debounce } from "../lib/timing.js";
import { draftOf, valueIn } from "./draft.js";

const IDLE_MS = 1200;

/** Open the details around a control that has a value. */
function openDetails(control) {
  const details = control.closest("details");
  if (isFilled(control) && details && control.type !== "hidden") {
    details.open = true;
  }
}

function fill(form, draft) {
  for (const control of form.elements) {
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = draft.some(([name, value]) => name === control.name && value === control.value);
    } else if (control.name && !["file", "hidden", "submit"].includes(control.type)) {
      control.value = valueIn(draft, control.name) ?? control.value;
    }
    openDetails(control);
  }
}

/** Store in the browser what is entered and not submitted yet: a closed tab loses nothing. */
export function startStep(form) {
  const key = `step:${form.getAttribute("action")}`;
  const stored = localStorage.getItem(key);
  const initial = draftOf(new FormData(form));
  if (stored && stored !== initial && !document.querySelector(".problems[role=alert]")) {
    fill(form, JSON.parse(stored));
    form.dispatchEvent(new CustomEvent("refilled"));
  }
  const store = debounce(IDLE_MS, () => localStorage.setItem(key, draftOf(new FormData(form))));
  form.addEventListener("input", store);
  form.addEventListener("change", store);
  form.addEventListener("submit", () => {
    store.cancel();
    localStorage.removeItem(key);
  });
}
