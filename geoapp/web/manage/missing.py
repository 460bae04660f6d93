"""What a venue could still say, and what it would be found by then."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from geoapp.venues.models import Photo
from geoapp.venues.said import values_of
from geoapp.web.manage.steps import STEPS, Step

# Field, step, and what people cannot do while nothing is said; the worst first.
_WISHES: tuple[tuple[str, str, Any], ...] = (
    ("position", "what", _("No place: it is on no map.")),
    (
        "offers",
        "make",
        _("No crafts: who looks for something to make does not find it."),
    ),
    (
        "machines",
        "make",
        _("No machines: tutorials that need one are not tied to it."),
    ),
    ("hours", "open", _("No hours: people cannot filter for you.")),
    ("access", "open", _("Nobody knows whether they may come in.")),
    (
        "newcomers",
        "open",
        _("People who know nobody there do not know whether they are welcome."),
    ),
    ("price", "open", _("No price: people fear the worst.")),
    ("wheelchair", "open", _("Nobody knows whether a wheelchair gets in.")),
    ("contact", "contact", _("No website: people cannot ask before they come.")),
    ("summary", "what", _("No description: the name alone has to tell.")),
)


def missing_by_step(venue_id: UUID) -> list[tuple[Step, list[Any]]]:
    """Return each step that could say more, with words for what; in their order."""
    found: dict[str, list[Any]] = {}
    for name, words in missing_of(venue_id):
        found.setdefault(name, []).append(words)
    return [(step, found[step.name]) for step in STEPS if step.name in found]


def missing_of(venue_id: UUID) -> list[tuple[str, Any]]:
    """Return (step, words) for what is not said of a venue and of its photos."""
    values = values_of(venue_id)
    silent = Photo.objects.filter(venue_id=venue_id, alt="").count()
    photos = ngettext(
        "%(n)s photo is not shown: say what is on it.",
        "%(n)s photos are not shown: say what is on them.",
        silent,
    )
    # What is there already and nobody sees comes first.
    return [
        *([("contact", photos % {"n": silent})] if silent else []),
        *((step, words) for field, step, words in _WISHES if values.get(field) is None),
    ]
