// The list beside the map: replaced by each search, kept where the person is.

function swap(page) {
  for (const part of page.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
    old?.replaceWith(document.adoptNode(part));
  }
}

/** Put the parts of an answered page in the place of the present ones. */
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
  tellCounts();
}

function tellCounts() {
  const { filtersOn } = results().dataset;
  document.querySelector("[data-filters-on].filters__on").textContent = filtersOn === "0" ? "" : filtersOn;
  // The heading is new each time; what is read aloud has to stay where it was.
  document.querySelector("[data-said]").textContent = document.querySelector(".results__count").textContent.trim();
}

/** Put the next places below the ones that are listed, and go to the first of them. */
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

/** Mark one card as the chosen one, and no other. */
export function selectCard(card) {
  for (const other of document.querySelectorAll(".is-selected")) {
    other.classList.remove("is-selected");
  }
  card?.classList.add("is-selected");
}
