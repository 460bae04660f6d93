// Elements are made here, from names and text: never from strings of HTML.

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

/** The shape that stands for a kind of place, as the page's sprite has it. */
export function shape(name, size = 28) {
  return svg(
    "svg",
    { viewBox: "0 0 28 28", width: size, height: size, "aria-hidden": "true" },
    svg("use", { href: `#shape-${name}` }),
  );
}

/** The value of a token of the stylesheet, for what is drawn on a canvas. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Whether the page is read from right to left: what stands at a side mirrors. */
export function readsFromRight() {
  return document.documentElement.dir === "rtl";
}
