/*
 * The list of the search: parts of a page that each search replaces.
 *
 * @example
 * <div data-part="results" data-filter-count="2">
 *   <h2 class="results__count">7 places</h2>
 *   <ol data-list><li data-venue="7"><a href="/venues/x/">…</a></li></ol>
 *   <p class="more"><a data-more href="/?cursor=…">Next 20 places</a></p>
 * </div>
 */

function swap(page) {
  for (const part of page.querySelectorAll("[data-part]")) {
    const current = document.querySelector(`[data-part="${part.dataset.part}"]`);
    current?.replaceWith(document.adoptNode(part));
  }
}

/** Replace the parts of this page by those of a loaded one. */
export function replaceParts(page) {
  const focused = document.activeElement?.id;
  const open = [...document.querySelectorAll("[data-part] details[open]")].map(({ id }) => id);
  swap(page);
  for (const id of open) {
    document.getElementById(id)?.setAttribute("open", "");
  }
  if (focused && document.activeElement?.id !== focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
  announceCount();
}

function announceCount() {
  const { filterCount } = results().dataset;
  document.querySelector("[data-filter-count].filters__count").textContent = filterCount === "0" ? "" : filterCount;
  // The heading is replaced each time; a live region has to stay in the document.
  document.querySelector("[data-status]").textContent = document.querySelector(".results__count").textContent.trim();
}

/** Append the next places to the list, and focus the first of them. */
export function appendPlaces(page) {
  const list = document.querySelector("[data-list]");
  const added = [...page.querySelectorAll("[data-list] > li")].map((item) => document.adoptNode(item));
  list.append(...added);
  const more = document.querySelector(".more");
  const next = page.querySelector(".more");
  if (next) {
    more.replaceWith(document.adoptNode(next));
  } else {
    more.remove();
  }
  added[0]?.querySelector("a").focus();
}

export function results() {
  return document.querySelector('[data-part="results"]');
}

export function cardOf(id) {
  return document.querySelector(`[data-list] [data-venue="${CSS.escape(id)}"]`);
}

/** Select one card, and no other. */
export function selectCard(card) {
  for (const other of document.querySelectorAll(".is-selected")) {
    other.classList.remove("is-selected");
  }
  card?.classList.add("is-selected");
}
