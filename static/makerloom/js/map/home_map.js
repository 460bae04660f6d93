/*
 * The map of the home page.
 *
 * @example
 * <section class="map map--home">
 *   <div data-map data-view="/map/view/">…</div>
 *   <div data-map-tools hidden>
 *     <label><input type="checkbox" data-follow checked>Search as I move the map</label>
 *     <button type="button" data-search-here hidden>Search this area</button>
 *   </div>
 * </section>
 */

import { isRightToLeft, token } from "../lib/dom.js";
import { debounce } from "../lib/timing.js";
import { createMap, hasLeaflet, isScripted, moveByScript } from "./leaflet_map.js";
import { boundsOf } from "./bounds.js";
import { bboxOf, pointOf } from "./coordinates.js";
import { hereMark, popupOf, pulseMark } from "./marks.js";
import { ViewLayer } from "./view_layer.js";

const MAX_ZOOM = 15;
const EDGE_PX = 12;

/** The map of the home page: the same search as the list, on a map. */
export class HomeMap {
  static start(section, listeners) {
    return hasLeaflet() ? new HomeMap(section, listeners) : null;
  }

  constructor(section, listeners) {
    this.section = section;
    this.listeners = listeners;
    this.canvas = section.querySelector("[data-map]");
    this.map = createMap(this.canvas);
    this.pulse = null;
    this.circle = L.layerGroup().addTo(this.map);
    this.view = new ViewLayer(this.map, this.canvas.dataset.view, {
      onPick: (place) => this.picked(place),
      onPoint: listeners.onPoint,
    });
    this.follow = section.querySelector("[data-follow]");
    this.here = section.querySelector("[data-search-here]");
    section.querySelector("[data-map-tools]").hidden = false;
    this.here.addEventListener("click", () => this.searchHere());
    this.follow.addEventListener("change", () => this.follow.checked && this.searchHere());
    this.moved = debounce(250, () => this.userMoved());
    this.map.on("moveend", () => {
      this.view.load();
      if (!isScripted(this.map)) {
        this.moved();
      }
    });
  }

  /** Show the results of the list's query; `fit` moves the map to them. */
  show(query, { fit }) {
    this.here.hidden = true;
    this.drawCircle(query);
    this.view.query = query.mapQuery;
    const bounds = fit && this.boundsFor(query);
    if (bounds) {
      // A box that a person searched comes back as it was, including the part under the controls.
      const padding = query.bbox ? {} : this.padding();
      moveByScript(this.map, () => this.map.fitBounds(bounds, { animate: false, maxZoom: MAX_ZOOM, ...padding }));
    } else {
      this.view.load();
    }
  }

  /** The padding that keeps results clear of the map's controls. */
  padding() {
    const view = this.canvas.getBoundingClientRect();
    const tools = this.section.querySelector("[data-map-tools]").firstElementChild.getBoundingClientRect();
    const zoom = this.canvas.querySelector(".leaflet-control-zoom").getBoundingClientRect();
    const attribution = this.canvas.querySelector(".leaflet-control-attribution").getBoundingClientRect();
    const mirrored = isRightToLeft();
    const left = mirrored ? zoom.right - view.left : 0;
    const right = mirrored ? 0 : view.right - zoom.left;
    return {
      paddingTopLeft: [left + EDGE_PX, tools.bottom - view.top + EDGE_PX],
      paddingBottomRight: [right + EDGE_PX, view.bottom - attribution.top + EDGE_PX],
    };
  }

  boundsFor(query) {
    if (query.bbox) {
      return boundsOf(query.bbox).pad(-0.02);
    }
    if (query.near) {
      const around = L.latLng(pointOf(query.near)).toBounds(2 * Number(query.radiusM));
      return query.extent ? boundsOf(query.extent).extend(pointOf(query.near)) : around;
    }
    return query.extent ? boundsOf(query.extent) : null;
  }

  drawCircle(query) {
    this.circle.clearLayers();
    if (query.near && !query.bbox) {
      this.circle.addLayer(
        L.circle(pointOf(query.near), {
          color: token("--accent"),
          dashArray: "2 6",
          fill: false,
          interactive: false,
          radius: Number(query.radiusM),
          weight: 1.5,
        }),
      );
    }
    if (query.near) {
      this.circle.addLayer(hereMark(pointOf(query.near)));
    }
  }

  userMoved() {
    if (this.follow.checked) {
      this.searchHere();
    } else {
      this.here.hidden = false;
    }
  }

  searchHere() {
    this.here.hidden = true;
    this.listeners.onMoved(bboxOf(this.map));
  }

  picked(place) {
    if (!this.listeners.onPick(place.id)) {
      L.popup({ closeButton: true, offset: [0, -8] })
        .setLatLng([place.lat, place.lon])
        .setContent(popupOf(place, this.canvas.dataset.textOpenPage))
        .openOn(this.map);
    }
  }

  /** Ring the place of a card; null takes the ring away. */
  highlight(card) {
    this.pulse?.remove();
    this.pulse = null;
    for (const node of this.section.querySelectorAll(".mark--selected")) {
      node.classList.remove("mark--selected");
    }
    if (!card) {
      return;
    }
    const mark = this.view.markOf(card.venue);
    if (mark) {
      mark.getElement()?.classList.add("mark--selected");
    } else {
      this.pulse = pulseMark(Number(card.lat), Number(card.lon)).addTo(this.map);
    }
  }
}
