// Messages, distances and times in the language of the page that the element is on.

const METRES_OF_MILE = 1609.344;
const MILES_LOCALES = new Set(["en-us", "en-gb"]);
// The direction of our own messages; the host page may have another.
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);
const INEXACT = new Set(["city", "area"]);

/** Fill the placeholders of a message: interpolate("%(n)s places", {n: 3}). */
export function interpolate(text, values = {}) {
  return text.replace(/%\((\w+)\)s/g, (placeholder, name) => values[name] ?? placeholder);
}

/**
 * The language of the host page around the element, else the browser's. Its region is
 * the reader's, as on our own pages: it decides on miles and on a 12-hour clock.
 */
export function languageOf(node) {
  const declared = node.closest("[lang]")?.lang || navigator.language || "en";
  try {
    const [language] = Intl.getCanonicalLocales(declared);
    const [primary] = language.split("-");
    return navigator.languages.find((tag) => tag.split("-")[0] === primary) ?? language;
  } catch {
    return "en";
  }
}

export class Formatter {
  constructor(language, catalogues) {
    const primary = language.split("-")[0].toLowerCase();
    this.code = primary in catalogues ? primary : "en";
    // The region counts only for a language that we have.
    this.locale = this.code === primary ? language : this.code;
    this.messages = catalogues[this.code];
    this.plural = new Intl.PluralRules(this.code);
    this.direction = RIGHT_TO_LEFT.has(this.code) ? "rtl" : "ltr";
  }

  message(name, values) {
    return interpolate(this.messages[name], values);
  }

  /** A message that counts something, in the plural form that the number takes. */
  counted(name, count, values = {}) {
    const forms = this.messages[name];
    return interpolate(forms[this.plural.select(count)] ?? forms.other, { ...values, n: this.number(count) });
  }

  number(value, options = {}) {
    return new Intl.NumberFormat(this.locale, options).format(value);
  }

  distance(metres) {
    const unit = (name, value) =>
      this.number(value, { style: "unit", unit: name, maximumFractionDigits: value < 10 ? 1 : 0 });
    if (MILES_LOCALES.has(this.locale.toLowerCase())) {
      return unit("mile", metres / METRES_OF_MILE);
    }
    return metres < 950 ? unit("meter", Math.max(Math.round(metres / 10) * 10, 10)) : unit("kilometer", metres / 1000);
  }

  /** The location of a place: the town alone, without a distance, if it is inexact. */
  place({ locality, precision, uncertainty_m: uncertainty, distance_m: metres }) {
    if (INEXACT.has(precision)) {
      return locality ? this.message("inexact_in", { place: locality }) : this.message("inexact");
    }
    const distance = this.distance(metres);
    const range = uncertainty && uncertainty >= metres ? this.message("about", { n: distance }) : distance;
    return [locality, range].filter(Boolean).join(", ");
  }

  /** Whether a place is open now, as a state and as text. */
  openState({ operation, open_state: state, next_open: next }) {
    if (operation === "planned" || operation === "paused") {
      return { state: "unknown", text: this.message(operation) };
    }
    if (state === "closed" && next) {
      return { state, text: this.message("closed_until", { time: this.time(next) }) };
    }
    // Unknown hours are counted once, below the list.
    return { state, text: state in this.messages ? this.message(state) : "" };
  }

  /** The local time at the venue: the timestamp without its offset. */
  time(iso) {
    const local = new Date(`${iso.slice(0, 16)}Z`);
    const parts = { weekday: "short", hour: "numeric", minute: "2-digit", timeZone: "UTC" };
    // Without a region the clock has 24 hours, as on our own pages.
    if (!this.locale.includes("-")) {
      parts.hourCycle = "h23";
    }
    return new Intl.DateTimeFormat(this.locale, parts).format(local);
  }
}
