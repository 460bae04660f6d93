import { debounce } from "../lib/timing.js";

const IDLE_MS = 1200;

/** The form's values, without those of a single submission. */
function valuesOf(form) {
  const values = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "base", "draft_id"].includes(name),
  );
  return JSON.stringify(values);
}

/** Open the details around a control that has a value. */
function openDetails(control) {
  const initial = control.options ? control.options[0]?.value : "";
  const isFilled =
    control.type === "checkbox" || control.type === "radio" ? control.checked : control.value !== initial;
  const details = control.closest("details");
  if (isFilled && details && control.type !== "hidden") {
    details.open = true;
  }
}

function fill(form, values) {
  for (const control of form.elements) {
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values.some(([name, value]) => name === control.name && value === control.value);
    } else if (control.name && !["file", "hidden", "submit"].includes(control.type)) {
      const entry = values.find(([name]) => name === control.name);
      control.value = entry ? entry[1] : control.value;
    }
    openDetails(control);
  }
}

/** Store in the browser what is entered and not submitted yet: a closed tab loses nothing. */
export function startStep(form) {
  const key = `step:${form.getAttribute("action")}`;
  const stored = localStorage.getItem(key);
  const initial = valuesOf(form);
  if (stored && stored !== initial && !document.querySelector(".problems[role=alert]")) {
    fill(form, JSON.parse(stored));
    form.dispatchEvent(new CustomEvent("refilled"));
  }
  const store = debounce(IDLE_MS, () => localStorage.setItem(key, valuesOf(form)));
  form.addEventListener("input", store);
  form.addEventListener("change", store);
  form.addEventListener("submit", () => {
    store.cancel();
    localStorage.removeItem(key);
  });
}
