// The matches as nodes: text by other people stays text, whatever it contains.

import { el } from "../lib/dom.js";

const MAX_MATCHES = 3;
const MAX_REASONS = 4;
const SYMBOLS = { open: "●", closed: "○", unknown: "?" };

function link(address, ...children) {
  // Only web addresses become links, whoever entered them.
  const safe = /^https?:\/\//.test(address) ? address : null;
  return el("a", { href: safe, rel: "noopener" }, ...children);
}

function line(symbol, label, text, kind) {
  return el(
    "li",
    { class: kind },
    el("span", { "aria-hidden": "true" }, `${symbol} `),
    el("span", { class: "unseen" }, `${label} `),
    text,
  );
}

function reasonList(properties, formatter) {
  const shown = properties.reasons.slice(0, MAX_REASONS);
  // Where all reasons come from notes, say so once instead of on every line.
  const allInferred = shown.length > 1 && shown.every(({ inferred }) => inferred);
  const reasons = shown.map(({ inferred, words }) => {
    const note = inferred && !allInferred ? ` (${formatter.message("from_note")})` : "";
    return line("✓", formatter.message("fits"), words + note, "met");
  });
  if (allInferred) {
    reasons.push(line("○", formatter.message("open_question"), formatter.message("from_notes"), "gap"));
  }
  // The line with the opening state already shows unknown hours.
  const gaps = properties.gaps.filter((gap) => gap.code !== "hours_unknown").slice(0, MAX_REASONS);
  return el(
    "ul",
    { class: "reasons" },
    ...reasons,
    ...gaps.map((gap) => line("○", formatter.message("open_question"), gap.words, "gap")),
  );
}

function match({ properties }, formatter) {
  const opening = formatter.openState(properties);
  const kind = formatter.messages.kinds[properties.kind] ?? "";
  return el(
    "li",
    { class: "match" },
    el("h3", {}, link(properties.url, el("bdi", {}, properties.name))),
    el("p", { class: "muted" }, [kind, formatter.place(properties)].filter(Boolean).join(" · ")),
    el(
      "p",
      { class: `open-state open-state--${opening.state}` },
      el("span", { "aria-hidden": "true" }, `${SYMBOLS[opening.state] ?? "?"} `),
      opening.text,
    ),
    reasonList(properties, formatter),
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

/** The number of places in words, for the status line. */
export function summary(response, radius, formatter) {
  const count = response.numberMatched;
  if (count) {
    const name = count === 1 ? "one_place" : "places";
    return formatter.message(name, { n: formatter.number(count), radius: formatter.distance(radius) });
  }
  const { crafts, required } = response.understood;
  const isUnderstood = crafts.length || required.length;
  return isUnderstood
    ? formatter.message("nothing", { radius: formatter.distance(radius) })
    : formatter.message("not_understood");
}

/** The best places, the plan if no place has everything, and links to more. */
export function resultNodes(response, { formatter, all, widen }) {
  const nodes = [];
  if (response.features.length) {
    nodes.push(
      el(
        "ol",
        { class: "matches" },
        ...response.features.slice(0, MAX_MATCHES).map((feature) => match(feature, formatter)),
      ),
    );
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
