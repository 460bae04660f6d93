import { later, scrolling } from "../lib/timing.js";

const SWIPE_PX = 30;
const STOPS = ["peek", "half", "full"];

/** The list as a sheet over the map with three stops, by button, swipe or scroll. */
class Sheet {
  constructor(stops) {
    this.stops = stops;
    this.column = stops.closest(".home__column");
    this.start = 0;
    stops.addEventListener("click", (event) => {
      const button = event.target.closest("[data-stop]");
      if (button) {
        this.go(button.dataset.stop);
      }
    });
    stops.addEventListener("pointerdown", (event) => {
      this.start = event.clientY;
    });
    stops.addEventListener("pointerup", (event) => this.swiped(event.clientY - this.start));
    addEventListener("scroll", later(60, () => this.mark()), { passive: true });
    this.mark();
  }

  get current() {
    if (document.body.dataset.sheet === "peek" && scrollY < SWIPE_PX) {
      return "peek";
    }
    return this.column.getBoundingClientRect().top < 8 ? "full" : "half";
  }

  go(stop) {
    document.body.dataset.sheet = stop === "peek" ? "peek" : "half";
    const top = stop === "full" ? this.column.getBoundingClientRect().top + scrollY : 0;
    scrollTo({ top, behavior: scrolling() });
    document.dispatchEvent(new CustomEvent("sheet:moved", { detail: stop }));
    this.mark(stop);
  }

  swiped(distance) {
    if (Math.abs(distance) >= SWIPE_PX) {
      const next = STOPS.indexOf(this.current) + (distance < 0 ? 1 : -1);
      this.go(STOPS[Math.min(Math.max(next, 0), STOPS.length - 1)]);
    }
  }

  mark(stop = this.current) {
    for (const button of this.stops.querySelectorAll("[data-stop]")) {
      button.setAttribute("aria-pressed", String(button.dataset.stop === stop));
    }
  }
}

export function startSheet(stops) {
  return new Sheet(stops);
}
