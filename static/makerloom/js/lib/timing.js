/** Return a function that runs once it was not called for a while (milliseconds); `cancel` drops the call. */
export function debounce(wait, callback) {
  let timer = 0;
  const debounced = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => callback(...args), wait);
  };
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}

/** Return the scroll behaviour: instant for people who ask for reduced motion. */
export function scrollBehavior() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
