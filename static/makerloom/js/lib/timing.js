/** Return a function that waits until nobody called it for a while (milliseconds); `cancel` forgets the call. */
export function later(wait, act) {
  let timer = 0;
  const waiting = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
  waiting.cancel = () => clearTimeout(timer);
  return waiting;
}

/** Return how scrolling may move: at once where people ask for no motion. */
export function scrolling() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
