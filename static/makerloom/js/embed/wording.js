// How distances and times read in the language of the page that the element is on.

const METRES_OF_MILE = 1609.344;
const IN_MILES = new Set(["en-us", "en-gb"]);
// The order of our own words; the host page may be written the other way.
const FROM_RIGHT = new Set(["ar", "fa", "he", "ur"]);
const INEXACT = new Set(["city", "area"]);

/** The words of a text with its places filled: say("%(n)s places", {n: 3}). */
export function say(text, values = {}) {
  return text.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
}

/**
 * The language that the host page says around the element, else the browser's. A region
 * of it is the reader's, as on our own pages: it decides miles and the hours of a clock.
 */
export function languageOf(node) {
  const said = node.closest("[lang]")?.lang || navigator.language || "en";
  try {
    const [language] = Intl.getCanonicalLocales(said);
    const [ofHost] = language.split("-");
    return navigator.languages.find((one) => one.split("-")[0] === ofHost) ?? language;
  } catch {
    return "en";
  }
}

export class Wording {
  constructor(language, words) {
    const known = language.split("-")[0].toLowerCase();
    this.code = known in words ? known : "en";
    // A region of a language of ours decides its numbers; another language does not.
    this.locale = this.code === known ? language : this.code;
    this.words = words[this.code];
    this.direction = FROM_RIGHT.has(this.code) ? "rtl" : "ltr";
  }

  say(name, values) {
    return say(this.words[name], values);
  }

  number(value, options = {}) {
    return new Intl.NumberFormat(this.locale, options).format(value);
  }

  distance(metres) {
    const unit = (name, value) =>
      this.number(value, { style: "unit", unit: name, maximumFractionDigits: value < 10 ? 1 : 0 });
    if (IN_MILES.has(this.locale.toLowerCase())) {
      return unit("mile", metres / METRES_OF_MILE);
    }
    return metres < 950 ? unit("meter", Math.max(Math.round(metres / 10) * 10, 10)) : unit("kilometer", metres / 1000);
  }

  /** Where a place is: of an inexact one only the town, never how far. */
  place({ locality, precision, uncertainty_m: uncertainty, distance_m: metres }) {
    if (INEXACT.has(precision)) {
      return locality ? this.say("inexact_in", { place: locality }) : this.say("inexact");
    }
    const far = this.distance(metres);
    const about = uncertainty && uncertainty >= metres ? this.say("about", { n: far }) : far;
    return [locality, about].filter(Boolean).join(", ");
  }

  /** What is known of the doors now, as words and whether they are open. */
  doors({ operation, open_state: state, next_open: next }) {
    if (operation === "planned" || operation === "paused") {
      return { state: "unknown", words: this.say(operation) };
    }
    if (state === "closed" && next) {
      return { state, words: this.say("closed_until", { time: this.clock(next) }) };
    }
    return { state, words: this.say(state) };
  }

  /** The time on the venue's own wall: what stands before its offset. */
  clock(iso) {
    const wall = new Date(`${iso.slice(0, 16)}Z`);
    const form = { weekday: "short", hour: "numeric", minute: "2-digit", timeZone: "UTC" };
    // Only a region says that its clocks have twelve hours; so it is on our pages.
    if (!this.locale.includes("-")) {
      form.hourCycle = "h23";
    }
    return new Intl.DateTimeFormat(this.locale, form).format(wall);
  }
}
