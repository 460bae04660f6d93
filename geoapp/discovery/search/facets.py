"""The summary of a result: count, extent, and what each choice would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geoapp.discovery.search.facets_sql import FacetRows, count_facets
from geoapp.discovery.search.filter_values import FilterValues
from geoapp.discovery.search.filters import FILTERS
from geoapp.discovery.search.resolved_query import ResolvedQuery
from geoapp.discovery.search.results import filtered_queryset
from geoapp.geo.values import BBox

Counts = Mapping[str, Mapping[str, int]]
FACETS = tuple(name for name, declared in FILTERS.items() if declared.facet)


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
    venues = {q: filtered_queryset(q) for q in {query, *counted_for.values()}}
    counted = count_facets(
        venues[query],
        {
            name: (venues[counted_for[name]], _rows(name, query.criteria.filters))
            for name in facets
        },
        has_moment=query.criteria.visit is not None,
    )
    return ResultSummary(
        count=counted.count,
        known_open=counted.known_open if query.criteria.visit else None,
        extent=BBox.from_text(counted.edges) if counted.count else None,
        facets=counted.facets,
    )


def _without_own_choices(name: str, query: ResolvedQuery) -> ResolvedQuery:
    """Return the query that a facet is counted for."""
    return query if FILTERS[name].all_of else query.with_filters(**{name: None})


def _rows(name: str, values: FilterValues) -> FacetRows:
    facet = FILTERS[name].facet
    if facet is None:
        raise ValueError(f"{name} has no facet")
    return facet(values)
