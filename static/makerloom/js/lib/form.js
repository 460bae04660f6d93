// A form's parameters, and a form set to parameters.

/** Return a form's parameters without empty values. */
export function paramsOf(form) {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) {
      params.append(name, value);
    }
  }
  // Two controls set the time: a chosen time is more exact than "now".
  const times = params.getAll("open_at");
  if (times.length > 1) {
    params.set("open_at", times.at(-1));
  }
  return params;
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
  search: (control, values) => {
    control.value = values[0] ?? "";
  },
  "select-one": (control, values) => {
    control.value = values[0] ?? control.dataset.default ?? control.value;
  },
};

/** Set a form's controls to the parameters. */
export function setForm(form, params) {
  for (const control of form.elements) {
    if (control.name) {
      SETTERS[control.type]?.(control, params.getAll(control.name));
    }
  }
  setHidden(form, "near", params.get("near"));
  setHidden(form, "bbox", params.get("bbox"));
}
