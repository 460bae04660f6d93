import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldName, renumbered } from "../../../static/makerloom/js/components/formset.js";

test("every number of the row in a value is replaced", () => {
  assert.equal(
    renumbered("id_machine-0-fee id_machine-0-fee_help", "machine", 4),
    "id_machine-4-fee id_machine-4-fee_help",
  );
  assert.equal(renumbered("id_offer-0-craft", "machine", 4), "id_offer-0-craft");
});

test("a field has its name without form and row", () => {
  assert.equal(fieldName("machine-12-make_model"), "make_model");
  assert.equal(fieldName("words"), "words");
});
