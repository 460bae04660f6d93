/** Return a page as a document: the browser parses it, no script in it runs. */
export function loadDocument(address, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.addEventListener("load", () => {
      if (request.status === 200 && request.response) {
        resolve(request.response);
      } else {
        reject(new Error(`The server answered ${request.status}.`));
      }
    });
    request.addEventListener("error", () => reject(new Error("The server could not be reached.")));
    signal.addEventListener("abort", () => {
      request.abort();
      reject(new DOMException("A newer search replaced this one.", "AbortError"));
    });
    request.send();
  });
}
