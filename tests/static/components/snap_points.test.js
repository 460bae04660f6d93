import assert from "node:assert/strict";
import { test } from "node:test";

import { snapPointAfter } from "../../../static/makerloom/js/components/snap_points.js";

test("a swipe up opens the sheet further, one down closes it, to the ends", () => {
  assert.equal(snapPointAfter("half", -80), "full");
  assert.equal(snapPointAfter("half", 80), "peek");
  assert.equal(snapPointAfter("full", -80), "full");
  assert.equal(snapPointAfter("peek", 80), "peek");
});
