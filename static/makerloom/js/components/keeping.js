import { el } from "../lib/dom.js";
import { keepPage, keptPages } from "../lib/keeping.js";

/** A time of day, with its date where that is not today, in the page's language. */
function timeWords(at) {
  const time = { hour: "2-digit", minute: "2-digit" };
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(document.documentElement.lang, isToday ? time : { ...time, day: "numeric", month: "long" });
}

/** Say on a kept page that it is one, and from when. */
function sayKept() {
  const { keptAt } = document.documentElement.dataset;
  const note = document.querySelector("[data-kept-note]");
  if (keptAt && note) {
    note.textContent = note.dataset.say.replace("{time}", timeWords(new Date(keptAt)));
    note.hidden = false;
  }
}

/** A browser that refuses keeps nothing; the page is whole without. */
function register() {
  if (!navigator.serviceWorker.controller) {
    navigator.serviceWorker.addEventListener("controllerchange", () => keepPage(), { once: true });
  }
  navigator.serviceWorker.register("/sw.js").catch(() => {});
}

/** Keep pages for reading without a network; nothing of it delays the first look. */
export function startKeeping() {
  sayKept();
  if (!("serviceWorker" in navigator)) {
    return;
  }
  if (document.readyState === "complete") {
    register();
  } else {
    addEventListener("load", register, { once: true });
  }
}

/** The pages that this device keeps, as a list of links. */
export async function startKeptList(list) {
  const kept = "caches" in window ? await keptPages() : [];
  for (const { url, title, at } of kept) {
    const words = list.dataset.sayAt.replace("{time}", timeWords(at));
    list.append(el("li", {}, el("a", { href: url }, title), " ", el("span", { class: "muted" }, words)));
  }
  list.parentElement.querySelector("[data-none-kept]").hidden = kept.length > 0;
}
