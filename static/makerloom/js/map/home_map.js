import { readsFromRight, token } from "../lib/dom.js";
import { later } from "../lib/timing.js";
import { hasMap, isQuiet, makeAtlas, quietly } from "./atlas.js";
import { bboxOf, boundsOf, pointOf } from "./bounds.js";
import { hereMark, popupOf, pulseMark } from "./marks.js";
import { ViewLayer } from "./view_layer.js";

const CLOSEST = 15;
const EDGE_PX = 12;

/** The map of the home page: the same search as the list, seen from above. */
export class HomeMap {
  static start(section, listeners) {
    return hasMap() ? new HomeMap(section, listeners) : null;
  }

  constructor(section, listeners) {
    this.section = section;
    this.listeners = listeners;
    this.canvas = section.querySelector("[data-map]");
    this.map = makeAtlas(this.canvas);
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
    this.moved = later(250, () => this.userMoved());
    this.map.on("moveend", () => {
      this.view.load();
      if (!isQuiet(this.map)) {
        this.moved();
      }
    });
  }

  /** Show the results that the list tells of; `fit` moves the map to them. */
  show(said, { fit }) {
    this.here.hidden = true;
    this.drawCircle(said);
    this.view.query = said.mapQuery;
    const bounds = fit && this.boundsFor(said);
    if (bounds) {
      // A view that was looked at comes back as it was, what lay under the controls too.
      const room = said.bbox ? {} : this.clear();
      quietly(this.map, () => this.map.fitBounds(bounds, { animate: false, maxZoom: CLOSEST, ...room }));
    } else {
      this.view.load();
    }
  }

  /** What lies under the map's controls counts as not seen. */
  clear() {
    const seen = this.canvas.getBoundingClientRect();
    const tools = this.section.querySelector("[data-map-tools]").firstElementChild.getBoundingClientRect();
    const zoom = this.canvas.querySelector(".leaflet-control-zoom").getBoundingClientRect();
    const said = this.canvas.querySelector(".leaflet-control-attribution").getBoundingClientRect();
    const mirrored = readsFromRight();
    const left = mirrored ? zoom.right - seen.left : 0;
    const right = mirrored ? 0 : seen.right - zoom.left;
    return {
      paddingTopLeft: [left + EDGE_PX, tools.bottom - seen.top + EDGE_PX],
      paddingBottomRight: [right + EDGE_PX, seen.bottom - said.top + EDGE_PX],
    };
  }

  boundsFor(said) {
    if (said.bbox) {
      return boundsOf(said.bbox).pad(-0.02);
    }
    if (said.near) {
      const around = L.latLng(pointOf(said.near)).toBounds(2 * Number(said.radiusM));
      return said.extent ? boundsOf(said.extent).extend(pointOf(said.near)) : around;
    }
    return said.extent ? boundsOf(said.extent) : null;
  }

  drawCircle(said) {
    this.circle.clearLayers();
    if (said.near && !said.bbox) {
      this.circle.addLayer(
        L.circle(pointOf(said.near), {
          color: token("--accent"),
          dashArray: "2 6",
          fill: false,
          interactive: false,
          radius: Number(said.radiusM),
          weight: 1.5,
        }),
      );
    }
    if (said.near) {
      this.circle.addLayer(hereMark(pointOf(said.near)));
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
        .setContent(popupOf(place, this.canvas.dataset.sayOpenPage))
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
