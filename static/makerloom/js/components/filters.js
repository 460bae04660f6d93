/*
 * The filters of the search: on a phone they fill the screen.
 *
 * @example
 * <form>
 *   <details data-component="filters"><summary>Filters</summary>…</details>
 * </form>
 */

const NARROW = matchMedia("(width < 56rem)");

/** On a phone the filters fill the screen: nothing behind them can be reached. */
function setBackground(filters) {
  const isModal = filters.open && NARROW.matches;
  const form = filters.closest("form");
  const background = [
    ...document.querySelectorAll(".site-header, .map, .sheet-controls, .home__title, [data-results], .site-footer"),
    ...[...form.children].filter((child) => child !== filters),
  ];
  for (const node of background) {
    node.inert = isModal;
  }
  document.documentElement.classList.toggle("is-covered", isModal);
}

export function startFilters(filters) {
  filters.addEventListener("toggle", () => setBackground(filters));
  NARROW.addEventListener("change", () => setBackground(filters));
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
