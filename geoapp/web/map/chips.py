"""The active conditions of a search, each with the search without it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from geoapp.crafts.choices import Kind
from geoapp.discovery.search.criteria import DEFAULT_RADIUS, SearchCriteria
from geoapp.discovery.search.filter_declaration import Filter
from geoapp.discovery.search.filters import FILTERS
from geoapp.discovery.search.value_labels import craft_label, equipment_label
from geoapp.discovery.text.interpretation import Interpretation, Term
from geoapp.discovery.text.place_suggestions import PlaceSuggestion
from geoapp.geo.values import MAX_RADIUS_M
from geoapp.web.distances import distance_text

# The meanings of a word that fit on a chip.
_MAX_NAMES = 2


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition: its label, and the criteria of the search without it."""

    label: str
    without: SearchCriteria


def chips_of(
    criteria: SearchCriteria,
    interpretation: Interpretation,
    *,
    place: PlaceSuggestion | None = None,
) -> tuple[Chip, ...]:
    """Return a chip for each condition; `place` is the named place of `near`."""
    chips: list[Chip] = []
    if criteria.q:
        words = gettext("“%(q)s”") % {"q": _reading(criteria, interpretation)}
        chips.append(Chip(words, criteria.replace(q="")))
    for declared in FILTERS.values():
        chips += _filter_chips(declared, criteria)
    chips += _place_chips(criteria, place)
    return tuple(chips)


def _filter_chips(declared: Filter, criteria: SearchCriteria) -> list[Chip]:
    """Return a chip for each chosen value of a filter."""
    name, filter_value = declared.name, criteria.filters.get(declared.name)
    if filter_value is None or not declared.to_params(filter_value):
        return []
    if not isinstance(filter_value, tuple):
        without = criteria.with_filters(**{name: None})
        return [Chip(str(declared.value_label(filter_value)), without)]
    return [
        Chip(
            str(declared.value_label(value)),
            criteria.with_filters(
                **{name: tuple(v for v in filter_value if v != value)}
            ),
        )
        for value in filter_value
    ]


def _reading(criteria: SearchCriteria, interpretation: Interpretation) -> str:
    """Return the interpretation of the text: "Pottery · near Leeds, England"."""
    parts = readings(interpretation)
    if interpretation.place:
        where = {"place": _short(interpretation.place.label)}
        words = gettext("near %(place)s")
        if criteria.radius != DEFAULT_RADIUS:
            where["radius"] = distance_text(criteria.radius.metres)
            words = gettext("within %(radius)s of %(place)s")
        parts.append(words % where)
    return " · ".join(parts) or criteria.q


def readings(interpretation: Interpretation) -> list[str]:
    """Return the recognised terms and other words, without the place."""
    parts = [_term_text(term) for term in interpretation.terms]
    return [*parts, *interpretation.words]


def _term_text(term: Term) -> str:
    """Return the possible meanings of a term: "Woodturning or Pottery"."""
    names = [craft_label(craft) for craft in term.crafts[:_MAX_NAMES]]
    names += [equipment_label(equipment) for equipment in term.equipment[:_MAX_NAMES]]
    names += [str(Kind(kind).label) for kind in term.kinds[:1]]
    return gettext(" or ").join(names[:_MAX_NAMES])


def _short(label: str) -> str:
    """Return "Hackney, England" of "Hackney, England, United Kingdom"."""
    return ", ".join(label.split(", ")[:2])


def _place_chips(criteria: SearchCriteria, place: PlaceSuggestion | None) -> list[Chip]:
    chips: list[Chip] = []
    if criteria.near:
        words = _circle_text(criteria, place)
        chips.append(Chip(words, criteria.replace(near=None, radius=DEFAULT_RADIUS)))
    if criteria.bbox:
        words = gettext("Area shown on the map")
        chips.append(Chip(words, criteria.replace(bbox=None)))
    return chips


def _circle_text(criteria: SearchCriteria, place: PlaceSuggestion | None) -> str:
    where = {"place": _short(place.label) if place else ""}
    if criteria.bbox and criteria.radius.metres == MAX_RADIUS_M:
        # The map view limits the results; distances are measured from the place.
        if place is None:
            return gettext("Distances from your location")
        return gettext("Distances from %(place)s") % where
    where["radius"] = distance_text(criteria.radius.metres)
    if place is None:
        return gettext("Within %(radius)s of your location") % where
    return gettext("Within %(radius)s of %(place)s") % where
