/*
 * How many fingers move a map; the map that fills a phone's screen moves with one.
 *
 * @example
 * <body data-sheet="peek">
 *   <section class="map map--home"><div data-map>…</div></section>
 * </body>
 */

const TOUCH = matchMedia("(pointer: coarse)");
const HINT_MS = 1200;

/** One finger scrolls the page, two move the map; a hint explains this after an attempt with one. */
export function requireTwoFingers(map, hint) {
  const container = map.getContainer();
  container.append(hint);
  let timer = 0;
  const apply = () => {
    const isFullScreen = container.closest(".map--home") && document.body.dataset.sheet === "peek";
    if (TOUCH.matches && !isFullScreen) {
      map.dragging.disable();
    } else {
      map.dragging.enable();
    }
  };
  apply();
  TOUCH.addEventListener("change", apply);
  document.addEventListener("sheet:moved", apply);
  container.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length === 1 && !map.dragging.enabled()) {
        hint.classList.add("map__hint--shown");
        clearTimeout(timer);
        timer = setTimeout(() => hint.classList.remove("map__hint--shown"), HINT_MS);
      }
    },
    { passive: true },
  );
}
