import { setHidden } from "../lib/form.js";

// About 100 metres: enough to find places, and all that an address bar should know.
const DIGITS = 3;
const WAIT_MS = 10_000;

function ask(button) {
  const form = button.form;
  const note = form.querySelector("[data-near-note]");
  note.textContent = button.dataset.sayAsking;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      note.textContent = "";
      form.elements.where.value = "";
      setHidden(form, "near", `${coords.longitude.toFixed(DIGITS)},${coords.latitude.toFixed(DIGITS)}`);
      setHidden(form, "bbox", "");
      form.requestSubmit();
    },
    () => {
      note.textContent = button.dataset.sayRefused;
      form.elements.where.focus();
    },
    { timeout: WAIT_MS, maximumAge: 300_000 },
  );
}

/** Show the buttons that ask for the position; it is asked on a click alone. */
export function startNearMe(root = document) {
  if (!("geolocation" in navigator)) {
    return;
  }
  for (const button of root.querySelectorAll("[data-near-me]")) {
    button.hidden = false;
    button.addEventListener("click", () => ask(button));
  }
}
