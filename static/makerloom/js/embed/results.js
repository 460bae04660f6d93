// The matches as nodes: text by other people stays text, whatever it contains.

import { el } from "../lib/dom.js";
import { openUnknown, reasonLines, safeAddress } from "./result_text.js";

const MAX_MATCHES = 3;
const SYMBOLS = { open: "●", closed: "○", unknown: "?" };

function link(address, ...children) {
  return el("a", { href: safeAddress(address), rel: "noopener" }, ...children);
}

function line({ symbol, label, text, kind }) {
  return el(
    "li",
    { class: kind },
    el("span", { "aria-hidden": "true" }, `${symbol} `),
    el("span", { class: "visually-hidden" }, `${label} `),
    text,
  );
}

function openingLine(properties, formatter) {
  const opening = formatter.openState(properties);
  const symbol = el("span", { "aria-hidden": "true" }, `${SYMBOLS[opening.state] ?? "?"} `);
  return opening.text ? [el("p", { class: `open-state open-state--${opening.state}` }, symbol, opening.text)] : [];
}

function match({ properties }, formatter) {
  const kind = formatter.messages.kinds[properties.kind] ?? "";
  return el(
    "li",
    { class: "match" },
    el("h3", {}, link(properties.url, el("bdi", {}, properties.name))),
    el("p", { class: "muted" }, [kind, formatter.place(properties)].filter(Boolean).join(" · ")),
    ...openingLine(properties, formatter),
    el("ul", { class: "reasons" }, ...reasonLines(properties, formatter).map(line)),
  );
}

function plan({ stops, way_m: way }, formatter) {
  const rows = stops.map((stop) =>
    el(
      "li",
      {},
      link(stop.url, el("bdi", {}, stop.name)),
      ` ${formatter.message("brings", { machines: stop.brings_words.join(", ") })}`,
    ),
  );
  return el(
    "div",
    { class: "plan" },
    el("h3", {}, formatter.message("plan", { n: formatter.number(stops.length) })),
    el("ol", {}, ...rows),
    el("p", { class: "muted" }, formatter.message("way", { way: formatter.distance(way) })),
  );
}

/** The best places, the plan if no place has everything, and links to more. */
export function resultNodes(response, { formatter, all, widen }) {
  const nodes = [];
  if (response.features.length) {
    const shown = response.features.slice(0, MAX_MATCHES);
    nodes.push(el("ol", { class: "matches" }, ...shown.map((feature) => match(feature, formatter))));
    const note = openUnknown(shown, formatter);
    if (note) {
      nodes.push(el("p", { class: "muted" }, note));
    }
  }
  if (response.plan && response.plan.stops.length > 1) {
    nodes.push(plan(response.plan, formatter));
  }
  if (!response.features.length && response.wider) {
    const { radius_m: radius, count } = response.wider;
    const label = formatter.message("wider", { radius: formatter.distance(radius), n: formatter.number(count) });
    const button = el("button", { type: "button", class: "quiet" }, label);
    button.addEventListener("click", () => widen(radius));
    nodes.push(button);
  }
  nodes.push(el("p", {}, link(all, formatter.message("all"))));
  return nodes;
}
