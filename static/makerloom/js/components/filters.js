const NARROW = matchMedia("(width < 56rem)");

/** On a phone the filters are a page of their own: nothing behind it can be reached. */
function setBehind(filters) {
  const alone = filters.open && NARROW.matches;
  const form = filters.closest("form");
  const behind = [
    ...document.querySelectorAll(".site-header, .map, .stops, .home__title, [data-results], .site-footer"),
    ...[...form.children].filter((child) => child !== filters),
  ];
  for (const node of behind) {
    node.inert = alone;
  }
  document.documentElement.classList.toggle("is-covered", alone);
}

export function startFilters(filters) {
  filters.addEventListener("toggle", () => setBehind(filters));
  NARROW.addEventListener("change", () => setBehind(filters));
  filters.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && filters.open) {
      filters.open = false;
      filters.querySelector("summary").focus();
    }
  });
  filters.closest("form").addEventListener("submit", () => {
    filters.open = false;
  });
}
