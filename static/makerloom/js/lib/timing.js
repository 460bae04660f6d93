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
