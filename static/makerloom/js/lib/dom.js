// Elements are created from names and text, never from strings of HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children);
  return node;
}

export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** The shape of a kind of place, from the page's sprite. */
export function shape(name, size = 28) {
  return svg(
    "svg",
    { viewBox: "0 0 28 28", width: size, height: size, "aria-hidden": "true" },
    svg("use", { href: `#shape-${name}` }),
  );
}

/** The value of a custom property, for drawing on a canvas. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Whether the page is laid out from right to left. */
export function isRightToLeft() {
  return document.documentElement.dir === "rtl";
}

/** Return the scroll behaviour: instant for people who ask for reduced motion. */
export function scrollBehavior() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
