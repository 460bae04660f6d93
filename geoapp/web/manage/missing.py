"""What a venue could still say, and what it would be found by then."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

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


def missing_by_step(values: Mapping[str, Any]) -> list[tuple[Step, list[Any]]]:
    """Return each step that could say more, with words for what; in their order."""
    found: dict[str, list[Any]] = {}
    for name, words in missing_from(values):
        found.setdefault(name, []).append(words)
    return [(step, found[step.name]) for step in STEPS if step.name in found]


def missing_from(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return (step, words) for what is not said; `values` in JSON form."""
    return [
        (step, words) for field, step, words in _WISHES if values.get(field) is None
    ]
