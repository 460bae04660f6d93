import assert from "node:assert/strict";
import { test } from "node:test";

import { debounce } from "../../../static/makerloom/js/lib/timing.js";

test("only the last of several calls runs, once they stop", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const calls = [];
  const debounced = debounce(100, (...args) => calls.push(args));
  debounced(1);
  context.mock.timers.tick(99);
  debounced(2, 3);
  context.mock.timers.tick(99);
  assert.deepEqual(calls, []);
  context.mock.timers.tick(1);
  assert.deepEqual(calls, [[2, 3]]);
});

test("a cancelled call does not run", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const callback = context.mock.fn();
  const debounced = debounce(100, callback);
  debounced();
  debounced.cancel();
  context.mock.timers.tick(1000);
  assert.equal(callback.mock.callCount(), 0);
});
