"""Other searches that are suggested where a list is empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from geoapp.crafts.choices import Kind
from geoapp.crafts.spoken_languages import language
from geoapp.crafts.vocabulary import current
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.empty_result import EmptyResult
from geoapp.discovery.search.resolved_query import ResolvedQuery
from geoapp.web.distances import distance_text
from geoapp.web.map.chips import Chip, readings
from geoapp.web.page_params import DIGITS, PageParams

_EQUIPPED = (
    Kind.MAKERSPACE.value,
    Kind.FAB_LAB.value,
    Kind.HACKERSPACE.value,
    Kind.OPEN_STUDIO.value,
)


@dataclass(frozen=True, slots=True)
class NextSearch:
    """A search with results, suggested where the current one has none.

    If not `exact`, `count` is an upper bound, because hours were not evaluated.
    """

    label: str
    query: str
    count: int
    exact: bool


@dataclass(frozen=True, slots=True)
class BroaderSearch:
    """The current search with a condition removed; `query` is its query string.

    One for a broader craft nearby is suggested before the same craft further away.
    """

    label: str
    query: str
    criteria: SearchCriteria
    is_of_craft: bool = False


def next_searches(
    params: PageParams, broader: Sequence[BroaderSearch], empty_result: EmptyResult
) -> tuple[NextSearch, ...]:
    """Return broader crafts, larger radii and other searches, each with its number."""
    others = [
        (
            search.is_of_craft,
            NextSearch(search.label, search.query, result.count, result.exact),
        )
        for search, result in zip(broader, empty_result.ways, strict=True)
        if result.count
    ]
    circles = [
        NextSearch(
            gettext("Within %(radius)s")
            % {"radius": distance_text(wider.radius.metres)},
            params.query(
                params.criteria.replace(radius=wider.radius, bbox=None, cursor="")
            ),
            wider.count,
            wider.exact,
        )
        for wider in empty_result.circles
    ]
    return (
        *(way for is_of_craft, way in others if is_of_craft),
        *circles,
        *(way for is_of_craft, way in others if not is_of_craft),
    )


def broader_searches(
    params: PageParams, chips: Sequence[Chip], query: ResolvedQuery
) -> tuple[BroaderSearch, ...]:
    """Return the search without each of its conditions, and in other places."""
    broader = [
        BroaderSearch(
            gettext("Remove filter: %(condition)s") % {"condition": chip.label},
            params.query(chip.without),
            chip.without,
        )
        for chip in chips
    ]
    return (
        *_broader_crafts(params, query),
        *broader,
        *_place_and_term_searches(params, query),
        *_equipped_places(params, query),
    )


def _broader_crafts(params: PageParams, query: ResolvedQuery) -> list[BroaderSearch]:
    """Return a search for each broader craft near the place: wood, where no joiner is."""
    criteria, place = params.criteria, params.place or query.interpretation.place
    crafts = query.interpretation.crafts or criteria.crafts
    wider = dict.fromkeys(
        broader for craft in crafts for broader in current().ancestors(craft)[:1]
    )
    ways = []
    for craft in wider:
        label = current().label(craft, language=language())
        search = criteria.replace(q="", cursor="").with_filters(craft=(craft,))
        named = params
        if place is not None:
            label = gettext("%(craft)s near %(place)s") % {
                "craft": label,
                "place": place.name,
            }
            search = search.replace(near=place.position.rounded(DIGITS))
            named = replace(params, where=place.name)
        ways.append(BroaderSearch(label, named.query(search), search, is_of_craft=True))
    return ways


def _place_and_term_searches(
    params: PageParams, query: ResolvedQuery
) -> list[BroaderSearch]:
    """Return searches for anything near the named place, and for the terms anywhere."""
    place = query.interpretation.place
    if place is None:
        return []
    terms = query.interpretation.terms
    anywhere = params.criteria.replace(q=" ".join(t.words for t in terms), cursor="")
    area = params.criteria.replace(q="", near=place.position.rounded(DIGITS), cursor="")
    words = gettext("Anything near %(place)s") % {"place": place.name}
    ways = [BroaderSearch(words, replace(params, where=place.name).query(area), area)]
    if anywhere.q:
        what = {"what": " · ".join(readings(query.interpretation))}
        words = gettext("%(what)s anywhere") % what
        ways.append(BroaderSearch(words, params.query(anywhere), anywhere))
    return ways


def _equipped_places(params: PageParams, query: ResolvedQuery) -> list[BroaderSearch]:
    """Return a search for places nearby of the kinds that usually have machines.

    Few list everything that they have.
    """
    interpretation, filters = query.interpretation, params.criteria.filters
    place = params.place or interpretation.place
    asks_for_term = (
        any(term.crafts or term.equipment for term in interpretation.terms)
        or filters.get("craft")
        or filters.get("equipment")
    )
    asks_for_kind = filters.get("kind") or any(t.kinds for t in interpretation.terms)
    if place is None or not asks_for_term or asks_for_kind:
        return []
    near = place.position.rounded(DIGITS)
    nearby = params.criteria.replace(q="", near=near, bbox=None, cursor="")
    nearby = nearby.with_filters(craft=(), equipment=(), kind=_EQUIPPED)
    label = gettext("Makerspaces and open studios near %(place)s, which may have it")
    search = replace(params, where=place.name).query(nearby)
    return [BroaderSearch(label % {"place": place.name}, search, nearby)]
