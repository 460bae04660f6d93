// The answer as nodes: what other people wrote is text, whatever it holds.

import { el } from "../lib/dom.js";

const BEST = 3;
const MOST_WHY = 4;
const SIGNS = { open: "●", closed: "○", unknown: "?" };

function link(address, ...children) {
  // Only what leads to a page may be followed, whoever wrote the address.
  const safe = /^https?:\/\//.test(address) ? address : null;
  return el("a", { href: safe, rel: "noopener" }, ...children);
}

function said(sign, unseen, words, kind) {
  return el(
    "li",
    { class: kind },
    el("span", { "aria-hidden": "true" }, `${sign} `),
    el("span", { class: "unseen" }, `${unseen} `),
    words,
  );
}

function why(properties, wording) {
  const shown = properties.reasons.slice(0, MOST_WHY);
  // Where all of it was read out of notes, that is said once: at each line it is noise.
  const allNoted = shown.length > 1 && shown.every((one) => one.inferred);
  const reasons = shown.map((one) => {
    const note = one.inferred && !allNoted ? ` (${wording.say("from_note")})` : "";
    return said("✓", wording.say("fits"), one.words + note, "yes");
  });
  if (allNoted) {
    reasons.push(said("○", wording.say("open_question"), wording.say("from_notes"), "gap"));
  }
  // The line of the doors has said it.
  const gaps = properties.gaps.filter((gap) => gap.code !== "hours_unknown").slice(0, MOST_WHY);
  return el("ul", { class: "why" }, ...reasons, ...gaps.map((gap) => said("○", wording.say("open_question"), gap.words, "gap")));
}

function match({ properties }, wording) {
  const doors = wording.doors(properties);
  const kind = wording.words.kinds[properties.kind] ?? "";
  return el(
    "li",
    { class: "match" },
    el("h3", {}, link(properties.url, el("bdi", {}, properties.name))),
    el("p", { class: "muted" }, [kind, wording.place(properties)].filter(Boolean).join(" · ")),
    el(
      "p",
      { class: `doors doors--${doors.state}` },
      el("span", { "aria-hidden": "true" }, `${SIGNS[doors.state] ?? "?"} `),
      doors.words,
    ),
    why(properties, wording),
  );
}

function plan({ stops, way_m: way }, wording) {
  const rows = stops.map((stop) =>
    el(
      "li",
      {},
      link(stop.url, el("bdi", {}, stop.name)),
      ` ${wording.say("brings", { machines: stop.brings_words.join(", ") })}`,
    ),
  );
  return el(
    "div",
    { class: "plan" },
    el("h3", {}, wording.say("plan", { n: wording.number(stops.length) })),
    el("ol", {}, ...rows),
    el("p", { class: "muted" }, wording.say("way", { way: wording.distance(way) })),
  );
}

/** How many places there are, in words, for the line that is read aloud. */
export function counted(answer, radius, wording) {
  const count = answer.numberMatched;
  if (count) {
    const words = count === 1 ? "one_place" : "places";
    return wording.say(words, { n: wording.number(count), radius: wording.distance(radius) });
  }
  const { crafts, required } = answer.understood;
  const understood = crafts.length || required.length;
  return understood ? wording.say("nothing", { radius: wording.distance(radius) }) : wording.say("not_understood");
}

/** The best places, the plan where no place has all, and the ways on. */
export function answerNodes(answer, { wording, all, widen }) {
  const nodes = [];
  if (answer.features.length) {
    nodes.push(el("ol", { class: "matches" }, ...answer.features.slice(0, BEST).map((one) => match(one, wording))));
  }
  if (answer.plan && answer.plan.stops.length > 1) {
    nodes.push(plan(answer.plan, wording));
  }
  if (!answer.features.length && answer.wider) {
    const { radius_m: radius, count } = answer.wider;
    const words = wording.say("wider", { radius: wording.distance(radius), n: wording.number(count) });
    const button = el("button", { type: "button", class: "quiet" }, words);
    button.addEventListener("click", () => widen(radius));
    nodes.push(button);
  }
  nodes.push(el("p", {}, link(all, wording.say("all"))));
  return nodes;
}
