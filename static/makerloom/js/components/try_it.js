// An example of the documentation that sends a body: sent as it stands, and answered below.

import { el } from "../lib/dom.js";

const LONGEST = 20_000;

async function answered(form, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(form.action, { method: "POST", headers, body });
  const text = await answer.text();
  const shown = text.length > LONGEST ? text : JSON.stringify(JSON.parse(text), null, 2);
  return `${answer.status} ${answer.statusText}\n\n${shown.slice(0, LONGEST)}`;
}

/**
 * @example
 * <form data-component="try-it" action="/api/matches">
 *   <textarea>{…}</textarea><button hidden>Run it</button><output></output>
 * </form>
 */
export function startTryIt(form) {
  const output = form.querySelector("output");
  form.querySelector("button").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = await answered(form, form.querySelector("textarea").value).catch(String);
    output.replaceChildren(el("pre", { tabindex: "0", dir: "ltr" }, text));
  });
}
