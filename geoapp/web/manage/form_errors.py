"""The errors of a step's form, each with a link to its field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BoundField

from geoapp.web.manage.forms.activities import ActivitiesForm
from geoapp.web.manage.forms.opening import OpeningForm
from geoapp.web.manage.forms.step_form import StepForm
from geoapp.web.manage.forms.time_range import Clock


@dataclass(frozen=True, slots=True)
class FormError:
    """An invalid field: the id of its element, its name and the message."""

    element_id: str
    name: str
    message: str


def form_errors_of(form: StepForm) -> list[FormError]:
    """Return the errors of a submitted form, in the order of the page."""
    return [error for part in _parts(form) for error in _of(part)]


def form_error_list(form: BaseForm) -> list[FormError]:
    """Return the errors of one submitted form."""
    return list(_of(form))


def _parts(form: StepForm) -> Iterable[BaseForm]:
    if isinstance(form, ActivitiesForm):
        return (*form.offers, *form.machines, form)
    if isinstance(form, OpeningForm):
        hours = [
            part
            for audience in form.audiences
            for part in (audience.week, audience.paste)
        ]
        return (*hours, form)
    return (form,)


def _of(form: BaseForm) -> Iterator[FormError]:
    if not form.is_bound:
        return
    for field in form:
        if field.errors:
            message = " ".join(str(error) for error in field.errors)
            # Radio buttons and checkboxes have a label each; the group has the field's id.
            element_id = field.id_for_label or str(field.auto_id)
            yield FormError(element_id, _name(field), message)


def _name(field: BoundField) -> str:
    if isinstance(field.field, Clock):
        return field.field.row
    label = field.field.widget.attrs.get("aria-label")
    return str(label or field.label)
