/*
 * An example in the API documentation that posts its body and shows the response below.
 *
 * @example
 * <form data-component="try-it" action="/api/matches">
 *   <textarea>{…}</textarea><button hidden>Run it</button><output></output>
 * </form>
 */

import { el } from "../lib/dom.js";

const MAX_LENGTH = 20_000;

async function send(form, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(form.action, { method: "POST", headers, body });
  const text = await response.text();
  const shown = text.length > MAX_LENGTH ? text : JSON.stringify(JSON.parse(text), null, 2);
  return `${response.status} ${response.statusText}\n\n${shown.slice(0, MAX_LENGTH)}`;
}

export function startTryIt(form) {
  const output = form.querySelector("output");
  form.querySelector("button").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = await send(form, form.querySelector("textarea").value).catch(String);
    output.replaceChildren(el("pre", { tabindex: "0", dir: "ltr" }, text));
  });
}
