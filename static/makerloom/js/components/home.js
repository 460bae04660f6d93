/*
 * The search of the home page: a form, its results and their map, without a new page.
 *
 * @example
 * <main data-component="home">
 *   <form id="search">…</form>
 *   <p role="status" data-status></p>
 *   <div data-results tabindex="-1">
 *     <div data-part="results" data-form-query="q=kiln" data-next-query="q=kiln" data-where="" data-filter-count="0">…</div>
 *   </div>
 *   <section class="map map--home">…</section>
 * </main>
 */

import { HomeMap } from "../map/home_map.js";
import { paramsOf, setForm } from "../lib/form.js";
import { cachePage } from "../lib/page_cache.js";
import { isAbort } from "../lib/load.js";
import { loadDocument } from "../lib/load_document.js";
import { scrollBehavior } from "../lib/dom.js";
import { appendPlaces, cardOf, replaceParts, results, selectCard } from "./results.js";
import { forArea, isPlainClick, isWebAddress, withoutOldArea } from "./search_params.js";

/** The search: one address, seen as a list and as a map. */
class Home {
  constructor(main) {
    this.main = main;
    this.form = document.getElementById("search");
    this.request = null;
    this.listen();
    this.map = HomeMap.start(main.querySelector(".map--home"), {
      onMoved: (bbox) => this.searchArea(bbox),
      onPick: (id) => this.pick(id),
      onPoint: (id) => selectCard(id && cardOf(id)),
    });
    this.params = new URLSearchParams(results().dataset.formQuery);
    this.fill();
    this.map?.show(results().dataset, { fit: true });
  }

  fill() {
    setForm(this.form, this.params);
    // A place that we do not know stays in its field, to be corrected.
    this.form.elements.where.value = results().dataset.where;
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      if (isWebAddress(this.form.elements.q.value)) {
        return; // A tutorial's address: the server leads to the page that reads it.
      }
      event.preventDefault();
      this.form.classList.remove("search--wide");
      this.search(this.currentParams());
    });
    document.addEventListener("change", (event) => {
      const control = event.target;
      if (control.form === this.form && control.type !== "search") {
        this.unifyTimes(control);
        this.search(this.currentParams());
      }
    });
    this.form.addEventListener("focusin", () => this.form.classList.add("search--wide"));
    document.addEventListener("pointerdown", (event) => {
      if (!this.form.contains(event.target)) {
        this.form.classList.remove("search--wide");
      }
    });
    const list = this.main.querySelector("[data-results]");
    list.addEventListener("click", (event) => this.follow(event));
    for (const [name, on] of [
      ["mouseover", true],
      ["focusin", true],
      ["mouseout", false],
      ["focusout", false],
    ]) {
      list.addEventListener(name, (event) => this.point(event, on));
    }
    addEventListener("popstate", () => {
      this.load(new URLSearchParams(location.search), { history: "none", fit: true });
    });
  }

  /** "Now" and a time exclude each other: the last one changed counts. */
  unifyTimes(control) {
    if (control.name === "open_at" && control.value) {
      for (const other of this.form.querySelectorAll('[name="open_at"]')) {
        if (other !== control && other.type === "checkbox") {
          other.checked = false;
        } else if (other !== control && control.checked) {
          other.value = "";
        }
      }
    }
  }

  currentParams() {
    return withoutOldArea(paramsOf(this.form), this.params);
  }

  search(params) {
    return this.load(params, { history: "push", fit: !params.has("bbox") });
  }

  /** A link in the list that is a search stays on the page. */
  follow(event) {
    const link = event.target.closest("a");
    if (!link || !isPlainClick(event) || link.origin !== location.origin || link.pathname !== "/") {
      return;
    }
    event.preventDefault();
    const params = new URLSearchParams(link.search);
    if (link.matches("[data-more]")) {
      this.more(params);
    } else {
      this.search(params).then(() => this.main.querySelector("[data-results]").focus({ preventScroll: true }));
    }
  }

  async more(params) {
    const page = await this.fetchPage(params);
    if (page) {
      appendPlaces(page);
    }
  }

  async fetchPage(params) {
    this.request?.abort();
    this.request = new AbortController();
    results().setAttribute("aria-busy", "true");
    try {
      return await loadDocument(`/results/?${params}`, this.request.signal);
    } catch (error) {
      if (!isAbort(error)) {
        // The page without a script still works, and explains what went wrong.
        location.assign(`/?${params}`);
      }
      return null;
    } finally {
      results().removeAttribute("aria-busy");
    }
  }

  async load(params, { history: mode, fit }) {
    const page = await this.fetchPage(params);
    if (!page) {
      return;
    }
    replaceParts(page);
    document.body.classList.toggle("home--searched", results().querySelector(".chips") !== null);
    const { pageTitle, formQuery } = results().dataset;
    this.params = new URLSearchParams(formQuery);
    const address = formQuery ? `/?${formQuery}` : "/";
    // Repeating the same search adds no entry to the history.
    if (mode === "push" && address !== location.pathname + location.search) {
      history.pushState(null, "", address);
    }
    document.title = pageTitle;
    cachePage();
    this.fill();
    this.map?.show(results().dataset, { fit });
  }

  /** Search the visible part of the map; distances are still measured from the place. */
  searchArea(bbox) {
    // The text loses its place there, and with it the words that were its filters.
    const params = forArea(new URLSearchParams(results().dataset.nextQuery), bbox, results().dataset);
    this.load(params, { history: "push", fit: false });
  }

  pick(id) {
    const card = cardOf(id);
    selectCard(card);
    if (!card) {
      return false;
    }
    card.scrollIntoView({ block: "center", behavior: scrollBehavior() });
    card.querySelector("a").focus({ preventScroll: true });
    return true;
  }

  point(event, on) {
    const card = event.target.closest("[data-venue]");
    if (card) {
      this.map?.highlight(on ? card.dataset : null);
    }
  }
}

export function startHome(main) {
  return new Home(main);
}
