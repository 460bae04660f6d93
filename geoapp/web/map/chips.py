"""The active conditions of a search, each with the search without it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from geoapp.crafts.choices import Access, Audience, Kind, Mode, Newcomers, Wheelchair
from geoapp.crafts.vocabulary import current
from geoapp.discovery.search.criteria import DEFAULT_RADIUS, SearchCriteria
from geoapp.discovery.text.interpretation import Interpretation, Term
from geoapp.discovery.text.place_suggestions import PlaceSuggestion
from geoapp.geo.values import MAX_RADIUS_M
from geoapp.web.display_text import language
from geoapp.web.distances import distance_words

# Of what a word may mean; a chip has room for no more.
_MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition: its words, and the criteria of the same search without it."""

    words: str
    without: SearchCriteria


def chips_of(
    criteria: SearchCriteria,
    understanding: Interpretation,
    *,
    place: PlaceSuggestion | None = None,
) -> tuple[Chip, ...]:
    """Return a chip for each condition; `place` is what `near` was named as."""
    chips: list[Chip] = []
    if criteria.q:
        words = gettext("“%(q)s”") % {"q": _reading(criteria, understanding)}
        chips.append(Chip(words, criteria.but(q="")))
    for name, values, label in _lists(criteria):
        for value in values:
            rest = tuple(v for v in values if v != value)
            chips.append(Chip(label(value), criteria.but(**{name: rest})))
    chips += _time_chips(criteria)
    chips += _single_chips(criteria)
    chips += _place_chips(criteria, place)
    return tuple(chips)


def _reading(criteria: SearchCriteria, understanding: Interpretation) -> str:
    """Return the text as it was understood: "Pottery · near Leeds, England"."""
    parts = readings(understanding)
    if understanding.place:
        where = {"place": _short(understanding.place.label)}
        words = gettext("near %(place)s")
        if criteria.radius != DEFAULT_RADIUS:
            where["radius"] = distance_words(criteria.radius.metres)
            words = gettext("within %(radius)s of %(place)s")
        parts.append(words % where)
    return " · ".join(parts) or criteria.q


def readings(understanding: Interpretation) -> list[str]:
    """Return what was understood, the place apart: "Pottery", "Kiln"."""
    parts = [_term_words(term) for term in understanding.terms]
    return [*parts, *understanding.words]


def _term_words(term: Term) -> str:
    """Return the names of what a term may mean: "Woodturning or Pottery"."""
    names = [craft_label(craft) for craft in term.crafts[:_MOST_NAMES]]
    names += [equipment_label(equipment) for equipment in term.equipment[:_MOST_NAMES]]
    names += [str(Kind(kind).label) for kind in term.kinds[:1]]
    return gettext(" or ").join(names[:_MOST_NAMES])


def _short(label: str) -> str:
    """Return "Hackney, England" of "Hackney, England, United Kingdom"."""
    return ", ".join(label.split(", ")[:2])


def craft_label(craft: str) -> str:
    """Return the name of a craft in the reader's language."""
    return current().label(craft, of="crafts", language=language())


def equipment_label(equipment: str) -> str:
    """Return the name of a type of equipment in the reader's language."""
    return current().label(equipment, of="equipment", language=language())


def wheelchair_label(wheelchair: str) -> str:
    """Return what asking for a value means: "limited" finds the better ones too."""
    if wheelchair == Wheelchair.LIMITED:
        return gettext("Full or limited wheelchair access")
    return str(Wheelchair(wheelchair).label)


def _lists(
    criteria: SearchCriteria,
) -> Iterable[tuple[str, tuple[str, ...], Callable[[str], str]]]:
    return (
        ("crafts", criteria.crafts, craft_label),
        ("equipment", criteria.equipment, equipment_label),
        ("kinds", criteria.kinds, lambda v: str(Kind(v).label)),
        ("modes", criteria.modes, lambda v: str(Mode(v).label)),
        ("access", criteria.access, lambda v: str(Access(v).label)),
    )


def _time_chips(criteria: SearchCriteria) -> list[Chip]:
    found: list[Chip] = []
    if criteria.open_at:
        words = gettext("Open now")
        if criteria.open_at_text != "now":
            moment = date_format(criteria.open_at, "SHORT_DAY_TIME_FORMAT")
            words = gettext("Open %(time)s") % {"time": moment}
        found.append(Chip(words, criteria.but(open_at=None, open_at_text="")))
    if criteria.hours_known:
        words = gettext("Opening hours known")
        found.append(Chip(words, criteria.but(hours_known=False)))
    if criteria.audience != Audience.PUBLIC:
        who = str(Audience(criteria.audience).label)
        words = gettext("Opening hours for: %(who)s") % {"who": who}
        found.append(Chip(words, criteria.but(audience=Audience.PUBLIC.value)))
    return found


def _single_chips(criteria: SearchCriteria) -> list[Chip]:
    found: list[Chip] = []
    if criteria.wheelchair:
        words = wheelchair_label(criteria.wheelchair)
        found.append(Chip(words, criteria.but(wheelchair="")))
    if criteria.newcomers:
        words = str(Newcomers(criteria.newcomers).label)
        found.append(Chip(words, criteria.but(newcomers="")))
    return found


def _place_chips(criteria: SearchCriteria, place: PlaceSuggestion | None) -> list[Chip]:
    found: list[Chip] = []
    if criteria.near:
        words = _circle_words(criteria, place)
        found.append(Chip(words, criteria.but(near=None, radius=DEFAULT_RADIUS)))
    if criteria.bbox:
        words = gettext("Area shown on the map")
        found.append(Chip(words, criteria.but(bbox=None)))
    return found


def _circle_words(criteria: SearchCriteria, place: PlaceSuggestion | None) -> str:
    where = {"place": _short(place.label) if place else ""}
    if criteria.bbox and criteria.radius.metres == MAX_RADIUS_M:
        # The map decides what is shown; the place is where distances count from.
        if place is None:
            return gettext("Distances from your location")
        return gettext("Distances from %(place)s") % where
    where["radius"] = distance_words(criteria.radius.metres)
    if place is None:
        return gettext("Within %(radius)s of your location") % where
    return gettext("Within %(radius)s of %(place)s") % where
