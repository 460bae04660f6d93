import assert from "node:assert/strict";
import { test } from "node:test";

import { draftOf, valueIn } from "../../../static/makerloom/js/components/draft.js";

test("a draft has neither files nor what belongs to a single submission", () => {
  const entries = [
    ["csrfmiddlewaretoken", "abc"],
    ["base", "signed"],
    ["draft_id", "7"],
    ["name", "Kiln Yard"],
    ["photo", { size: 3 }],
  ];
  assert.equal(draftOf(entries), '[["name","Kiln Yard"]]');
});

test("a draft's value is that of the field's first entry", () => {
  const draft = [
    ["name", ""],
    ["name", "other"],
  ];
  assert.equal(valueIn(draft, "name"), "");
  assert.equal(valueIn(draft, "summary"), undefined);
});
