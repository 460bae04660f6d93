// Values of form controls, each by its type.

const SETTERS = {
  checkbox: (control, values) => {
    control.checked = values.includes(control.value);
  },
  radio: (control, values) => {
    control.checked = values.length > 0 ? values.includes(control.value) : control.value === "";
  },
  "datetime-local": (control, values) => {
    control.value = values.find((value) => value !== "now") ?? "";
  },
  number: (control, values) => {
    control.value = values[0] ?? "";
  },
  search: (control, values) => {
    control.value = values[0] ?? "";
  },
  "select-one": (control, values) => {
    control.value = values[0] ?? control.dataset.default ?? control.value;
  },
};

/** Set a control to the values of its parameter. */
export function setControl(control, values) {
  SETTERS[control.type]?.(control, values);
}

const CLEAR_BY_TYPE = {
  checkbox: (control) => {
    control.checked = false;
  },
  "select-multiple": (control) => {
    control.selectedIndex = -1;
  },
  "select-one": (control) => {
    control.selectedIndex = 0;
  },
};

/** Empty a control; hidden ones keep their value. */
export function clearControl(control) {
  const clearType = CLEAR_BY_TYPE[control.type];
  if (clearType) {
    clearType(control);
  } else if (control.type !== "hidden") {
    control.value = "";
  }
}

/** Whether a control has a value of its own, not only the first option of a select. */
export function isFilled(control) {
  if (control.type === "checkbox" || control.type === "radio") {
    return control.checked;
  }
  return control.value !== (control.options ? control.options[0]?.value : "");
}
