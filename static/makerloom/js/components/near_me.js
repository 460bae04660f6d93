/*
 * A button that searches around the browser's position.
 *
 * @example
 * <form>
 *   <input name="where">
 *   <button type="button" data-near-me data-text-locating="…" data-text-denied="…" hidden>Near me</button>
 *   <p role="status" data-near-note></p>
 * </form>
 */

import { setHidden } from "../lib/form.js";

// About 100 metres: enough to find places, and no more than a URL should reveal.
const DIGITS = 3;
const TIMEOUT_MS = 10_000;

function locate(button) {
  const form = button.form;
  const note = form.querySelector("[data-near-note]");
  note.textContent = button.dataset.textLocating;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      note.textContent = "";
      form.elements.where.value = "";
      setHidden(form, "near", `${coords.longitude.toFixed(DIGITS)},${coords.latitude.toFixed(DIGITS)}`);
      setHidden(form, "bbox", "");
      form.requestSubmit();
    },
    () => {
      note.textContent = button.dataset.textDenied;
      form.elements.where.focus();
    },
    { timeout: TIMEOUT_MS, maximumAge: 300_000 },
  );
}

/** Show the buttons that use the browser's position; it is requested only on a click. */
export function startNearMe(root = document) {
  if (!("geolocation" in navigator)) {
    return;
  }
  for (const button of root.querySelectorAll("[data-near-me]")) {
    button.hidden = false;
    button.addEventListener("click", () => locate(button));
  }
}
