"""Missing details of a venue, and what adding them would achieve."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from geoapp.venues.models import Photo
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.edit.steps import STEPS, Step

# (field, step, suggestion), the most important first.
_MISSING_TEXTS: tuple[tuple[str, str, Any], ...] = (
    ("position", "what", _("Add a location so that it appears on the map")),
    (
        "offers",
        "make",
        _("Add crafts so that people can find it by what they want to make"),
    ),
    (
        "machines",
        "make",
        _("Add machines so that it matches tutorials"),
    ),
    ("hours", "open", _("Add opening hours so that people can see when it is open")),
    ("access", "open", _("Add who can come")),
    (
        "newcomers",
        "open",
        _("Add whether newcomers are welcome"),
    ),
    ("price", "open", _("Add a price, even if it is free")),
    ("wheelchair", "open", _("Add details of wheelchair access")),
    ("contact", "contact", _("Add a website so that people can ask before they come")),
    ("summary", "what", _("Add a short description")),
)


def missing_by_step(venue_id: UUID) -> list[tuple[Step, list[Any]]]:
    """Return the steps with missing details and their suggestions, in step order."""
    missing: dict[str, list[Any]] = {}
    for name, words in missing_of(venue_id):
        missing.setdefault(name, []).append(words)
    return [(step, missing[step.name]) for step in STEPS if step.name in missing]


def missing_of(venue_id: UUID) -> list[tuple[str, Any]]:
    """Return (step name, suggestion) for each missing detail and photo description."""
    values = values_of(venue_id)
    undescribed = Photo.objects.filter(venue_id=venue_id, alt="", problem="").count()
    photos = ngettext(
        "Describe %(n)s photo so that we can show it",
        "Describe %(n)s photos so that we can show them",
        undescribed,
    )
    # Photos that are hidden for want of a description come first.
    return [
        *([("contact", photos % {"n": undescribed})] if undescribed else []),
        *(
            (step, words)
            for field, step, words in _MISSING_TEXTS
            if values.get(field) is None
        ),
    ]
