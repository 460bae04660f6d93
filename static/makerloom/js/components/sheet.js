/*
 * The list as a sheet over the map on a phone.
 *
 * @example
 * <div class="home__column">
 *   <div data-component="sheet">
 *     <button type="button" data-snap-point="peek" aria-pressed="false">Map</button>
 *     <button type="button" data-snap-point="half" aria-pressed="true">Both</button>
 *     <button type="button" data-snap-point="full" aria-pressed="false">List</button>
 *   </div>
 * </div>
 */

import { scrollBehavior } from "../lib/dom.js";
import { debounce } from "../lib/timing.js";
import { snapPointAfter } from "./snap_points.js";

const SWIPE_PX = 30;

/** The list as a sheet over the map with three snap points, by button, swipe or scroll. */
class Sheet {
  constructor(controls) {
    this.controls = controls;
    this.column = controls.closest(".home__column");
    this.start = 0;
    controls.addEventListener("click", (event) => {
      const button = event.target.closest("[data-snap-point]");
      if (button) {
        this.snapTo(button.dataset.snapPoint);
      }
    });
    controls.addEventListener("pointerdown", (event) => {
      this.start = event.clientY;
    });
    controls.addEventListener("pointerup", (event) => this.swiped(event.clientY - this.start));
    addEventListener(
      "scroll",
      debounce(60, () => this.showCurrent()),
      { passive: true },
    );
    this.showCurrent();
  }

  get current() {
    if (document.body.dataset.sheet === "peek" && scrollY < SWIPE_PX) {
      return "peek";
    }
    return this.column.getBoundingClientRect().top < 8 ? "full" : "half";
  }

  snapTo(point) {
    document.body.dataset.sheet = point === "peek" ? "peek" : "half";
    const top = point === "full" ? this.column.getBoundingClientRect().top + scrollY : 0;
    scrollTo({ top, behavior: scrollBehavior() });
    document.dispatchEvent(new CustomEvent("sheet:moved", { detail: point }));
    this.showCurrent(point);
  }

  swiped(distance) {
    if (Math.abs(distance) >= SWIPE_PX) {
      this.snapTo(snapPointAfter(this.current, distance));
    }
  }

  showCurrent(point = this.current) {
    for (const button of this.controls.querySelectorAll("[data-snap-point]")) {
      button.setAttribute("aria-pressed", String(button.dataset.snapPoint === point));
    }
  }
}

export function startSheet(controls) {
  return new Sheet(controls);
}
