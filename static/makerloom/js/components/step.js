import { later } from "../lib/timing.js";

const STILL_MS = 1200;

/** What a form says, without what belongs to one sending of it. */
function wordsOf(form) {
  const kept = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "base", "draft_id"].includes(name),
  );
  return JSON.stringify(kept);
}

/** Open what was folded away around a control that says something. */
function unfold(control) {
  const usual = control.options ? control.options[0]?.value : "";
  const says = control.type === "checkbox" || control.type === "radio" ? control.checked : control.value !== usual;
  const folded = control.closest("details");
  if (says && folded && control.type !== "hidden") {
    folded.open = true;
  }
}

function fill(form, words) {
  for (const control of form.elements) {
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = words.some(([name, value]) => name === control.name && value === control.value);
    } else if (control.name && !["file", "hidden", "submit"].includes(control.type)) {
      const said = words.find(([name]) => name === control.name);
      control.value = said ? said[1] : control.value;
    }
    unfold(control);
  }
}

/** Keep in the tab's own store what is written and not sent yet: a closed tab loses nothing. */
export function startStep(form) {
  const place = `step:${form.getAttribute("action")}`;
  const kept = localStorage.getItem(place);
  const first = wordsOf(form);
  if (kept && kept !== first && !document.querySelector(".problems[role=alert]")) {
    fill(form, JSON.parse(kept));
    form.dispatchEvent(new CustomEvent("refilled"));
  }
  const keep = later(STILL_MS, () => localStorage.setItem(place, wordsOf(form)));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => {
    keep.cancel();
    localStorage.removeItem(place);
  });
}
