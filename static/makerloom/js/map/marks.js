import { el, shape, svg } from "../lib/dom.js";
import { classesOf, isArea, openArc } from "./mark_state.js";
import { discRadius } from "./merge.js";

// The shapes stand in a box with room around them: drawn, they are 28 px high.
const SIZE = 36;
const AREA_SIZE = 28;
const DEFAULT_UNCERTAINTY_M = 3000;

/** A place as its shape: filled where confirmed within a year, hollow where not. */
export function placeMark(place, options = {}) {
  const icon = L.divIcon({
    className: classesOf(place),
    html: shape(place.shape, isArea(place) ? AREA_SIZE / 2 : SIZE),
    iconSize: isArea(place) ? [AREA_SIZE, AREA_SIZE] : [SIZE, SIZE],
  });
  return L.marker([place.lat, place.lon], {
    icon,
    keyboard: false,
    riseOnHover: true,
    title: place.name,
    ...options,
  });
}

/** The area in which an inexact place lies. */
export function areaOf(place, style) {
  return L.circle([place.lat, place.lon], {
    dashArray: "4 5",
    fillOpacity: 0.07,
    interactive: false,
    radius: Number(place.uncertainty_m) || DEFAULT_UNCERTAINTY_M,
    weight: 1.5,
    ...style,
  });
}

/** Several places as one disc: as large as the root of their count. */
export function clusterMark(cell) {
  const radius = discRadius(cell.count);
  const size = 2 * radius + 8;
  const middle = size / 2;
  const arc = openArc(cell, radius + 1);
  const drawing = svg(
    "svg",
    { width: size, height: size, viewBox: `0 0 ${size} ${size}` },
    svg("circle", { class: "cluster__disc", cx: middle, cy: middle, r: radius - 2 }),
  );
  if (arc) {
    drawing.append(
      svg("circle", {
        class: "cluster__open",
        cx: middle,
        cy: middle,
        r: radius + 1,
        "stroke-dasharray": arc,
        transform: `rotate(-90 ${middle} ${middle})`,
      }),
    );
  }
  drawing.append(svg("text", { class: "cluster__count", x: middle, y: middle + 4.5 }, String(cell.count)));
  const icon = L.divIcon({ className: "cluster", html: drawing, iconSize: [size, size] });
  // Above single places, so that no mark covers the count.
  return L.marker([cell.lat, cell.lon], { icon, keyboard: false, zIndexOffset: 600 });
}

/** The person's position, or the place that they entered. */
export function hereMark(point) {
  const icon = L.divIcon({ className: "here", html: el("span"), iconSize: [14, 14] });
  return L.marker(point, { icon, interactive: false, keyboard: false, zIndexOffset: -100 });
}

/** A ring around a place that has no mark of its own at this zoom. */
export function pulseMark(lat, lon) {
  const icon = L.divIcon({ className: "pulse", html: el("span"), iconSize: [34, 34] });
  return L.marker([lat, lon], { icon, interactive: false, keyboard: false, zIndexOffset: 800 });
}

/** The content of a popup. */
export function popupOf(place, linkText) {
  return el(
    "div",
    {},
    el("p", { class: "popup__name", dir: "auto" }, place.name),
    el("p", { class: "muted" }, place.kind_words),
    el("p", {}, el("a", { href: `/venues/${encodeURIComponent(place.slug)}/` }, linkText)),
  );
}
