"""Links to a search in machine-readable formats."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from geoapp.common.public_url import public_url
from geoapp.discovery.search.criteria import SearchCriteria

# Parameters that these formats do not have.
_OF_A_LIST = frozenset({"sort"})


@dataclass(frozen=True, slots=True)
class AlternateFormat:
    """A format: its name, media type and path."""

    label: str
    media_type: str
    path: str


@dataclass(frozen=True, slots=True)
class AlternateFormats:
    """All formats of a list, and the curl command that fetches it."""

    formats: tuple[AlternateFormat, ...]
    command: str


def alternate_formats(criteria: SearchCriteria) -> AlternateFormats:
    """Return the formats of a search.

    Expects resolved criteria, in which a named place is a position: the API does not
    take place names.
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
    # Every character that is special inside '' in a shell is escaped in a URL.
    return AlternateFormats(formats, f"curl '{public_url(items)}'")


def _address(name: str, pairs: list[tuple[str, str]]) -> str:
    query = urlencode(pairs, safe=",:")
    return f"{reverse(name)}?{query}" if query else reverse(name)
