"""The summary of a result: count, extent, and what each choice would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Func, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from geoapp.discovery.search.filter_values import FilterValues
from geoapp.discovery.search.filters import FILTERS
from geoapp.discovery.search.resolved_query import ResolvedQuery
from geoapp.discovery.search.results import filtered_queryset
from geoapp.geo.expressions import Latitude, Longitude
from geoapp.geo.values import BBox
from geoapp.publishing.models import PublishedVenueQuerySet

Counts = Mapping[str, Mapping[str, int]]
FACETS = tuple(name for name, declared in FILTERS.items() if declared.facet)
_ALL, _OPEN = "all", "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSummary:
    """How many venues match, where they are, and facet -> value -> count.

    `known_open` are those known to be open at the requested moment, the others' hours
    being unknown; None if no moment is requested.
    """

    count: int
    known_open: int | None
    extent: BBox | None  # of all of them; None where nothing is found
    facets: Counts


def summarise(query: ResolvedQuery, facets: Sequence[str] = FACETS) -> ResultSummary:
    """Return the count, the extent and these facets of a query, in one statement.

    Values of a facet that widens (OR) are counted without the facet's own
    choices; equipment narrows (AND) and is counted with them.
    """
    counted_for = {name: _without_own_choices(name, query) for name in facets}
    # Most facets have no choice of their own, and so one set of venues in common.
    venues = {
        q: filtered_queryset(q).order_by() for q in {query, *counted_for.values()}
    }
    parts = [
        _part(name, venues[counted_for[name]], query.criteria.filters)
        for name in facets
    ]
    if query.criteria.visit:
        open_venues = venues[query].filter(Q(is_open=True))
        parts.append(_counted(_OPEN, open_venues, Value(_OPEN), of="pk"))
    counts: dict[str, dict[str, int]] = {name: {} for name in (_ALL, _OPEN, *facets)}
    for facet, value, count in _whole(venues[query]).union(*parts, all=True):
        if value:
            counts[facet][value] = count
    ((edges, count),) = counts.pop(_ALL).items() or [("", 0)]
    known_open = counts.pop(_OPEN).get(_OPEN, 0)
    return ResultSummary(
        count=count,
        known_open=known_open if query.criteria.visit else None,
        extent=BBox.from_text(edges) if count else None,
        facets=counts,
    )


def _whole(venues: PublishedVenueQuerySet) -> QuerySet[Any, Any]:
    """Return one row: the bounds of all venues as `west,south,east,north`, their count."""
    lon, lat = Longitude("public_point"), Latitude("public_point")
    edges = Func(
        Value(","),
        *(Cast(edge, CharField()) for edge in (Min(lon), Min(lat), Max(lon), Max(lat))),
        function="CONCAT_WS",
        output_field=CharField(),
    )
    whole: QuerySet[Any, Any] = (
        venues.values(facet=Value(_ALL, output_field=CharField()))
        .annotate(facet_value=edges, n=Count("pk"))
        .values_list("facet", "facet_value", "n")
    )
    return whole


def _without_own_choices(name: str, query: ResolvedQuery) -> ResolvedQuery:
    """Return the query that a facet is counted for."""
    return query if FILTERS[name].all_of else query.with_filters(**{name: None})


def _part(
    name: str, venues: PublishedVenueQuerySet, values: FilterValues
) -> QuerySet[Any, Any]:
    facet = FILTERS[name].facet
    if facet is None:
        raise ValueError(f"{name} has no facet")
    rows, value, venue_id = facet(venues, values)
    return _counted(name, rows, value, of=venue_id)


def _counted(
    name: str, rows: QuerySet[Any], value: Any, *, of: str
) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = (
        rows.values(
            facet=Value(name, output_field=CharField()),
            facet_value=Cast(value, CharField()),
        )
        .annotate(n=Count(of, distinct=True))
        .values_list("facet", "facet_value", "n")
        .order_by()
    )
    return counted
