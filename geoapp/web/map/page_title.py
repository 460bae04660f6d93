"""The title of a page of results: what was searched, and where."""

from django.utils.translation import gettext

from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.filters import FILTERS
from geoapp.discovery.text.interpretation import Interpretation
from geoapp.discovery.text.place_suggestions import PlaceSuggestion
from geoapp.web.map.chips import readings

_MAX_PARTS = 3


def results_title(
    criteria: SearchCriteria,
    interpretation: Interpretation,
    *,
    place: PlaceSuggestion | None,
) -> str:
    """Return "Pottery near Leeds · Makerloom"; `place` is the town that was named.

    Where the reader is, is not in it: titles stand in the browser's history.
    """
    searched = _searched(criteria, interpretation, place=place)
    if not searched:
        return gettext("Makerloom: places to make things")
    return f"{searched} · Makerloom"


def _searched(
    criteria: SearchCriteria,
    interpretation: Interpretation,
    *,
    place: PlaceSuggestion | None,
) -> str:
    parts = readings(interpretation) or (
        [criteria.q] if criteria.q and not place else []
    )
    for name, declared in FILTERS.items():
        value = criteria.filters.get(name)
        if value is None or not declared.to_params(value):
            continue
        values = value if isinstance(value, tuple) else (value,)
        parts += [str(declared.value_label(one)) for one in values]
    what = ", ".join(parts[:_MAX_PARTS])
    if place is None:
        return what
    if not what:
        return gettext("Places near %(place)s") % {"place": place.name}
    return gettext("%(what)s near %(place)s") % {"what": what, "place": place.name}
