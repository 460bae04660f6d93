"""The list of a search in the forms that programs read, each by its address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from geoapp.discovery.search.criteria import SearchCriteria

# What only a page has: an order, for lists that have none.
_OF_A_LIST = frozenset({"sort"})


@dataclass(frozen=True, slots=True)
class AlternateFormat:
    """One form: its name, its media type and its address here."""

    label: str
    media_type: str
    path: str


@dataclass(frozen=True, slots=True)
class AlternateFormats:
    """Every form of a list, and the command that fetches it."""

    formats: tuple[AlternateFormat, ...]
    command: str


def alternate_formats(criteria: SearchCriteria) -> AlternateFormats:
    """Return the forms of the same search.

    The criteria are those that were understood, so that a named place is a position,
    which programs take.
    """
    pairs = criteria.params()
    items = _address("api:venues", pairs)
    filters = [(name, value) for name, value in pairs if name not in _OF_A_LIST]
    formats = (
        AlternateFormat(
            _("GeoJSON"),
            "application/geo+json",
            _address("api:venues", [*pairs, ("f", "json")]),
        ),
        AlternateFormat(
            _("Calendar (iCal)"), "text/calendar", _address("api:export_ics", filters)
        ),
        AlternateFormat(
            _("Feed (Atom)"), "application/atom+xml", _address("api:feed_atom", filters)
        ),
    )
    # Every sign that a shell knows inside '' is escaped in an address.
    return AlternateFormats(formats, f"curl '{settings.PUBLIC_BASE_URL}{items}'")


def _address(name: str, pairs: list[tuple[str, str]]) -> str:
    query = urlencode(pairs, safe=",:")
    return f"{reverse(name)}?{query}" if query else reverse(name)
