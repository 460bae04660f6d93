import { startComboboxes } from "./components/combobox.js";
import { startFilters } from "./components/filters.js";
import { startHome } from "./components/home.js";
import { startKeeping, startKeptList } from "./components/keeping.js";
import { startNearMe } from "./components/near_me.js";
import { startPasskey } from "./components/passkey.js";
import { startRows } from "./components/rows.js";
import { startSheet } from "./components/sheet.js";
import { startStep } from "./components/step.js";
import { startTryIt } from "./components/try_it.js";
import { startWeek } from "./components/week.js";
import { startLoom } from "./map/loom_map.js";
import { startPin } from "./map/pin_map.js";
import { startPlacesMap } from "./map/places_map.js";

const STARTERS = {
  filters: startFilters,
  home: startHome,
  "kept-list": startKeptList,
  loom: startLoom,
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
startKeeping();
