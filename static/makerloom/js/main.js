import { startComboboxes } from "./components/combobox.js";
import { startFilters } from "./components/filters.js";
import { startHome } from "./components/home.js";
import { startNearMe } from "./components/near_me.js";
import { startPasskey } from "./components/passkey.js";
import { startRows } from "./components/rows.js";
import { startCachedPageList, startServiceWorker } from "./components/service_worker.js";
import { startSheet } from "./components/sheet.js";
import { startStep } from "./components/step.js";
import { startTryIt } from "./components/try_it.js";
import { startWeek } from "./components/week.js";
import { startLikesMap } from "./map/likes_map.js";
import { startPin } from "./map/pin_map.js";
import { startPlacesMap } from "./map/places_map.js";

const STARTERS = {
  "cached-pages": startCachedPageList,
  filters: startFilters,
  home: startHome,
  "likes-map": startLikesMap,
  passkey: startPasskey,
  pin: startPin,
  "places-map": startPlacesMap,
  rows: startRows,
  sheet: startSheet,
  step: startStep,
  "try-it": startTryIt,
  week: startWeek,
};

for (const node of document.querySelectorAll("[data-component]")) {
  STARTERS[node.dataset.component]?.(node);
}
startComboboxes();
startNearMe();
startServiceWorker();
