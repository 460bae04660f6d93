// How the parameters of the search change, from the form and from the map.

// The widest circle that the server measures distances in, in metres.
const WIDEST_M = "500000";
const WEB_ADDRESS = /^\s*https?:\/\//i;

/** Whether a text is a web address: a tutorial's, which the server reads on another page. */
export function isWebAddress(text) {
  return WEB_ADDRESS.test(text);
}

/** Return the form's parameters; a new place ends the search of the map's area. */
export function withoutOldArea(params, previous) {
  const result = new URLSearchParams(params);
  if (["where", "near"].some((name) => result.get(name) !== previous.get(name))) {
    result.delete("bbox");
    // Set by the map, not by a person: the default circle again.
    if (result.get("radius_m") === WIDEST_M) {
      result.delete("radius_m");
    }
  }
  return result;
}

/** Return the parameters for an area of the map; distances are still measured from the place. */
export function forArea(params, bbox, { near, text, placeName }) {
  const result = new URLSearchParams(params);
  result.delete("cursor");
  result.set("bbox", bbox);
  if (near) {
    result.set("q", text);
    result.set("near", near);
    result.set("where", placeName ?? "");
    result.set("radius_m", WIDEST_M);
  }
  return result;
}

/** Whether a click follows a link in this tab. */
export function isPlainClick(event) {
  return !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0;
}
