// <make-it-near-you>: asks a reader of a tutorial where they are, and says where the
// thing can be made. It keeps nothing and sets no cookie; while one writes a town its
// letters are sent for suggestions, and nothing else before a press.

import { el } from "../lib/dom.js";
import { answerNodes, counted } from "./answer.js";
import { NoAnswer, matchesFor, placesNamed, siteLink } from "./asking.js";
import { Wording, languageOf } from "./wording.js";

const NAME = "make-it-near-you";
const RADIUS_M = 25_000;
const SHORTEST = 2;
const PAUSE_MS = 200;
const WAIT_MS = 10_000;
// About 100 metres: enough to find places, and all that a question should tell.
const DIGITS = 3;
// What the API takes at most.
const LONGEST_TITLE = 300;
const LONGEST_ADDRESS = 800;

function ids(text) {
  return (text ?? "").split(/[\s,]+/).filter(Boolean);
}

function isAddress(text) {
  return /^https?:\/\//i.test(text) && text.length <= LONGEST_ADDRESS;
}

function sheetOf(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  return sheet;
}

function positionOfBrowser() {
  return new Promise((resolve, reject) => {
    const refused = () => reject(new NoAnswer("refused"));
    if (!("geolocation" in navigator)) {
      refused();
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([Number(coords.longitude.toFixed(DIGITS)), Number(coords.latitude.toFixed(DIGITS))]),
      refused,
      { timeout: WAIT_MS, maximumAge: 300_000 },
    );
  });
}

class MakeItNearYou extends HTMLElement {
  /** The words and the style, as the server tells them. */
  static told = null;

  connectedCallback() {
    if (this.shadowRoot) {
      return;
    }
    this.wording = new Wording(languageOf(this), MakeItNearYou.told.words);
    this.known = [];
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheetOf(MakeItNearYou.told.style)];
    root.append(this.frame());
    this.field.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.run(() => this.askFor(this.field.value.trim()));
    });
    this.here.addEventListener("click", () => this.run(async () => this.show(await positionOfBrowser(), "")));
  }

  frame() {
    const say = (name) => this.wording.say(name);
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
    this.here = el("button", { type: "button", class: "quiet" }, say("near_me"));
    this.status = el("p", { role: "status", class: "status" });
    this.answer = el("div", { class: "answer" });
    this.form = el(
      "form",
      {},
      el("label", { for: "where" }, say("where")),
      el("div", { class: "row" }, this.field, this.options, el("button", {}, say("show")), this.here),
      el("p", { class: "note", id: "note" }, say("note")),
    );
    const title = el("h2", { id: "title" }, say("title"));
    const attributes = { lang: this.wording.code, dir: this.wording.direction, "aria-labelledby": "title" };
    return el("section", attributes, title, this.form, this.status, this.answer);
  }

  /** What the page shows: as the site says it, else the page's own title and address. */
  wish() {
    const [crafts, equipment] = ["crafts", "equipment"].map((name) => ids(this.getAttribute(name)));
    const named = crafts.length || equipment.length;
    const address = this.getAttribute("url") ?? location.origin + location.pathname;
    const title = this.getAttribute("tutorial-title") ?? (named ? "" : document.title);
    return {
      title: title.trim().slice(0, LONGEST_TITLE),
      ...(isAddress(address) && { url: address }),
      ...(crafts.length && { crafts }),
      ...(equipment.length && { equipment }),
    };
  }

  typed() {
    clearTimeout(this.pause);
    this.request?.abort();
    const text = this.field.value.trim();
    if (text.length >= SHORTEST && !this.chosen(text)) {
      this.pause = setTimeout(() => this.suggest(text), PAUSE_MS);
    }
  }

  async suggest(text) {
    const { signal } = (this.request = new AbortController());
    try {
      this.known = await placesNamed(text, this.wording.code, signal);
      this.options.replaceChildren(...this.known.map((place) => el("option", { value: place.label })));
    } catch {
      // Suggestions are a help; what is wrong is said when the question is asked.
      this.options.replaceChildren();
    }
  }

  chosen(text) {
    return this.known.find((place) => place.label === text);
  }

  async askFor(text) {
    if (!text) {
      throw new NoAnswer("no_place");
    }
    const found = this.chosen(text) ?? (await this.named(text));
    await this.show(found.position, found.label);
  }

  async named(text) {
    const places = await placesNamed(text, this.wording.code);
    const found = places.find((place) => place.exact) ?? places[0];
    if (!found) {
      throw new NoAnswer("unknown_place", { name: text });
    }
    return found;
  }

  /** Ask, one question at a time, and say what went wrong. */
  async run(question) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    clearTimeout(this.pause);
    this.request?.abort();
    this.answer.replaceChildren();
    this.status.textContent = this.wording.say("asking");
    try {
      await question();
    } catch (error) {
      if (!(error instanceof NoAnswer)) {
        throw error;
      }
      this.status.textContent = this.wording.say(error.reason, error.values);
      this.field.focus();
    } finally {
      this.busy = false;
    }
  }

  async show(near, where, radius = RADIUS_M) {
    const wish = this.wish();
    const { code } = this.wording;
    const said = await matchesFor({ ...wish, near, radius_m: radius, lang: code });
    this.status.textContent = counted(said, radius, this.wording);
    const named = wish.crafts || wish.equipment;
    const all = siteLink("/make/", [
      // What is named stands over what is known of the address, there as here.
      ["url", named ? "" : wish.url],
      ["title", wish.title],
      ...(named ? [["chosen", "1"]] : []),
      ...(wish.crafts ?? []).map((id) => ["craft", id]),
      ...(wish.equipment ?? []).map((id) => ["equipment", id]),
      ["where", where],
      ["near", where ? "" : near.join(",")],
      ["radius_m", String(radius)],
      ["lang", code],
    ]);
    const widen = (metres) => this.run(() => this.show(near, where, metres));
    this.answer.replaceChildren(...answerNodes(said, { wording: this.wording, all, widen }));
  }
}

/** Define the element once, with its words and its style. */
export function define(told) {
  if (!customElements.get(NAME)) {
    MakeItNearYou.told = told;
    customElements.define(NAME, MakeItNearYou);
  }
}
