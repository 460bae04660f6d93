// What opening_hours.js says: one question on standard input, one answer on standard output.
// The question: {"expressions": […], "instants": [UTC, …], "country", "state", "lat", "lon"}; the zone is TZ.
// The answer: for each expression a letter an instant: o open, u unknown, c closed; or "" where it does not parse.
import { readFileSync } from "node:fs";

import opening_hours from "opening_hours";

const asked = JSON.parse(readFileSync(0, "utf8"));
const place = {
  lat: asked.lat,
  lon: asked.lon,
  address: { country_code: asked.country, state: asked.state },
};

function statesOf(expression) {
  let hours;
  try {
    hours = new opening_hours(expression, place, { locale: "en" });
  } catch {
    return "";
  }
  return asked.instants.map((instant) => stateAt(hours, new Date(instant))).join("");
}

function stateAt(hours, moment) {
  if (hours.getUnknown(moment)) return "u";
  return hours.getState(moment) ? "o" : "c";
}

process.stdout.write(JSON.stringify(asked.expressions.map(statesOf)));
