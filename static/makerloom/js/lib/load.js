// Requests to the server.

/** Return the JSON at an address, or null where there is none. */
export async function loadJson(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
  return response.ok ? response.json() : null;
}

/** Whether an error only means that a newer request replaced this one. */
export function isAbort(error) {
  return error instanceof DOMException && error.name === "AbortError";
}
