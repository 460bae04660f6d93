// A form's parameters, and a form set to parameters.

import { setControl } from "./controls.js";
import { paramsFrom } from "./params.js";

/** Return a form's parameters without empty values. */
export function paramsOf(form) {
  return paramsFrom(new FormData(form));
}

/** Set a hidden field, or remove it. */
export function setHidden(form, name, value) {
  let input = form.querySelector(`input[type="hidden"][name="${name}"]`);
  if (!value) {
    input?.remove();
    return;
  }
  if (!input) {
    input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    form.append(input);
  }
  input.value = value;
}

// What has no control of its own, and yet belongs to the search.
const HIDDEN = ["near", "bbox", "open_during", "datetime"];

/** Set a form's controls to the parameters. */
export function setForm(form, params) {
  for (const control of form.elements) {
    if (control.name) {
      setControl(control, params.getAll(control.name));
    }
  }
  for (const name of HIDDEN) {
    setHidden(form, name, params.get(name));
  }
}
