// <make-it-near-you>: asks readers of a tutorial for a town, and lists places where it
// can be made. It stores nothing and sets no cookie. While a town is typed its letters are
// sent for suggestions; nothing else is sent before a button is pressed.

import { el } from "../lib/dom.js";
import { RequestError, fetchMatches, fetchPlaces, siteLink } from "./api_client.js";
import { Formatter, languageOf } from "./formatter.js";
import { summary } from "./result_text.js";
import { resultNodes } from "./results.js";
import { pageParams, tutorialOf } from "./tutorial.js";

const NAME = "make-it-near-you";
const RADIUS_M = 25_000;
const MIN_LENGTH = 2;
const DEBOUNCE_MS = 200;
const TIMEOUT_MS = 10_000;
// About 100 metres: enough to find places, and no more than a request should reveal.
const DIGITS = 3;

function sheetOf(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  return sheet;
}

function browserPosition() {
  return new Promise((resolve, reject) => {
    const deny = () => reject(new RequestError("refused"));
    if (!("geolocation" in navigator)) {
      deny();
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([Number(coords.longitude.toFixed(DIGITS)), Number(coords.latitude.toFixed(DIGITS))]),
      deny,
      { timeout: TIMEOUT_MS, maximumAge: 300_000 },
    );
  });
}

class MakeItNearYou extends HTMLElement {
  /** Messages and style from the server. */
  static config = null;

  connectedCallback() {
    if (this.shadowRoot) {
      return;
    }
    this.formatter = new Formatter(languageOf(this), MakeItNearYou.config.words);
    this.suggestions = [];
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheetOf(MakeItNearYou.config.style)];
    root.append(this.frame());
    this.field.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.run(() => this.search(this.field.value.trim()));
    });
    this.here.addEventListener("click", () => this.run(async () => this.show(await browserPosition(), "")));
  }

  frame() {
    const message = (name) => this.formatter.message(name);
    this.options = el("datalist", { id: "places" });
    this.field = el("input", {
      id: "where",
      type: "search",
      list: "places",
      maxlength: 200,
      autocomplete: "off",
      enterkeyhint: "search",
      "aria-describedby": "note",
    });
    this.here = el("button", { type: "button", class: "quiet" }, message("near_me"));
    this.status = el("p", { role: "status", class: "status" });
    this.results = el("div", { class: "results" });
    this.form = el(
      "form",
      {},
      el("label", { for: "where" }, message("where")),
      el("div", { class: "row" }, this.field, this.options, el("button", {}, message("show")), this.here),
      el("p", { class: "note", id: "note" }, message("note")),
    );
    const title = el("h2", { id: "title" }, message("title"));
    const attributes = { lang: this.formatter.code, dir: this.formatter.direction, "aria-labelledby": "title" };
    return el("section", attributes, title, this.form, this.status, this.results);
  }

  tutorial() {
    const [crafts, equipment, url, title] = ["crafts", "equipment", "url", "tutorial-title"].map((name) =>
      this.getAttribute(name),
    );
    const page = { url: location.origin + location.pathname, title: document.title };
    return tutorialOf({ crafts, equipment, url, title }, page);
  }

  typed() {
    clearTimeout(this.pause);
    this.request?.abort();
    const text = this.field.value.trim();
    if (text.length >= MIN_LENGTH && !this.suggested(text)) {
      this.pause = setTimeout(() => this.suggest(text), DEBOUNCE_MS);
    }
  }

  async suggest(text) {
    const { signal } = (this.request = new AbortController());
    try {
      this.suggestions = await fetchPlaces(text, this.formatter.code, signal);
      this.options.replaceChildren(...this.suggestions.map((place) => el("option", { value: place.label })));
    } catch {
      // Suggestions only help; the search itself reports what is wrong.
      this.options.replaceChildren();
    }
  }

  suggested(text) {
    return this.suggestions.find((place) => place.label === text);
  }

  async search(text) {
    if (!text) {
      throw new RequestError("no_place");
    }
    const place = this.suggested(text) ?? (await this.findPlace(text));
    await this.show(place.position, place.label);
  }

  async findPlace(text) {
    const places = await fetchPlaces(text, this.formatter.code);
    const place = places.find(({ exact }) => exact) ?? places[0];
    if (!place) {
      throw new RequestError("unknown_place", { name: text });
    }
    return place;
  }

  /** Run one search at a time, and show what went wrong. */
  async run(search) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    clearTimeout(this.pause);
    this.request?.abort();
    this.results.replaceChildren();
    this.status.textContent = this.formatter.message("asking");
    try {
      await search();
    } catch (error) {
      if (!(error instanceof RequestError)) {
        throw error;
      }
      this.status.textContent = this.formatter.message(error.reason, error.values);
      this.field.focus();
    } finally {
      this.busy = false;
    }
  }

  async show(near, where, radius = RADIUS_M) {
    const tutorial = this.tutorial();
    const { code } = this.formatter;
    const response = await fetchMatches({ ...tutorial, near, radius_m: radius, lang: code });
    this.status.textContent = summary(response, radius, this.formatter);
    const all = siteLink("/make/", pageParams(tutorial, { near, where, radius, language: code }));
    const widen = (metres) => this.run(() => this.show(near, where, metres));
    this.results.replaceChildren(...resultNodes(response, { formatter: this.formatter, all, widen }));
  }
}

/** Define the element once, with its messages and its style. */
export function define(config) {
  if (!customElements.get(NAME)) {
    MakeItNearYou.config = config;
    customElements.define(NAME, MakeItNearYou);
  }
}
