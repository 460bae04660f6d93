"""The steps of a venue's form, in order."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from geoapp.web.manage.forms.activities import ActivitiesForm
from geoapp.web.manage.forms.basics import BasicsForm
from geoapp.web.manage.forms.contact import ContactForm
from geoapp.web.manage.forms.opening import OpeningForm
from geoapp.web.manage.forms.step_form import StepForm


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form; `form` is None for the preview.

    The name is part of the URL and never changes.
    """

    name: str
    template: str
    title: Any
    form: type[StepForm] | None


STEPS = (
    Step("what", "basics", _("Name and location"), BasicsForm),
    Step("open", "opening", _("Opening hours and visiting"), OpeningForm),
    Step("make", "activities", _("Crafts and machines"), ActivitiesForm),
    Step("contact", "contact", _("Photos and contact"), ContactForm),
    Step("preview", "preview", _("Preview"), None),
)
BY_NAME = {step.name: step for step in STEPS}


def after(step: Step) -> Step:
    """Return the next step; the last step is followed by itself."""
    place = STEPS.index(step)
    return STEPS[min(place + 1, len(STEPS) - 1)]
