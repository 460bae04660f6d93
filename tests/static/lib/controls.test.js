import assert from "node:assert/strict";
import { test } from "node:test";

import { clearControl, isFilled, setControl } from "../../../static/makerloom/js/lib/controls.js";

function set(control, values) {
  setControl(control, values);
  return control;
}

test("a checkbox is ticked if its value is among the parameter's", () => {
  assert.equal(set({ type: "checkbox", value: "use" }, ["learn", "use"]).checked, true);
  assert.equal(set({ type: "checkbox", value: "use", checked: true }, []).checked, false);
});

test("without a value the radio button that stands for any is chosen", () => {
  assert.equal(set({ type: "radio", value: "" }, []).checked, true);
  assert.equal(set({ type: "radio", value: "yes" }, []).checked, false);
  assert.equal(set({ type: "radio", value: "yes" }, ["yes"]).checked, true);
});

test("a time field ignores now", () => {
  assert.equal(set({ type: "datetime-local" }, ["now"]).value, "");
  assert.equal(set({ type: "datetime-local" }, ["now", "2026-03-01T19:00"]).value, "2026-03-01T19:00");
});

test("a search field is emptied without a value", () => {
  assert.equal(set({ type: "search", value: "x" }, []).value, "");
  assert.equal(set({ type: "search" }, ["kiln"]).value, "kiln");
});

test("a select falls back to its default, else keeps its value", () => {
  assert.equal(set({ type: "select-one", dataset: {} }, ["5000"]).value, "5000");
  assert.equal(set({ type: "select-one", dataset: { default: "10000" } }, []).value, "10000");
  assert.equal(set({ type: "select-one", dataset: {}, value: "x" }, []).value, "x");
});

test("other controls stay", () => {
  assert.deepEqual(set({ type: "submit", value: "Search" }, ["x"]), { type: "submit", value: "Search" });
});

test("each type of control is cleared in its own way", () => {
  const controls = [
    [
      { type: "checkbox", checked: true },
      { type: "checkbox", checked: false },
    ],
    [
      { type: "select-multiple", selectedIndex: 2 },
      { type: "select-multiple", selectedIndex: -1 },
    ],
    [
      { type: "select-one", selectedIndex: 2 },
      { type: "select-one", selectedIndex: 0 },
    ],
    [
      { type: "text", value: "kiln" },
      { type: "text", value: "" },
    ],
    [
      { type: "hidden", value: "7" },
      { type: "hidden", value: "7" },
    ],
  ];
  for (const [control, cleared] of controls) {
    clearControl(control);
    assert.deepEqual(control, cleared);
  }
});

test("a control is filled if it has a value of its own", () => {
  assert.equal(isFilled({ type: "checkbox", checked: true }), true);
  assert.equal(isFilled({ type: "radio", checked: false }), false);
  assert.equal(isFilled({ type: "text", value: "" }), false);
  assert.equal(isFilled({ type: "text", value: "x" }), true);
  assert.equal(isFilled({ type: "select-one", value: "a", options: [{ value: "a" }, { value: "b" }] }), false);
  assert.equal(isFilled({ type: "select-one", value: "b", options: [{ value: "a" }, { value: "b" }] }), true);
});
