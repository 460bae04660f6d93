"""A result from above: how many there are, where, and what each choice would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Func, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from geoapp.discovery.search.resolved_query import ResolvedQuery
from geoapp.discovery.search.results import filtered_queryset
from geoapp.geo.expressions import Latitude, Longitude
from geoapp.geo.values import BBox
from geoapp.publishing.models import PublishedEquipment, PublishedOffer
from geoapp.publishing.querysets import USABLE_STATES, PublishedVenueQuerySet

Counts = Mapping[str, Mapping[str, int]]
FACETS = ("craft", "equipment", "kind", "mode", "access", "wheelchair", "newcomers")
_ALL, _OPEN = "all", "open"
# The member of the criteria that each facet sets.
_MEMBERS = {
    "craft": "crafts",
    "equipment": "equipment",
    "kind": "kinds",
    "mode": "modes",
    "access": "access",
    "wheelchair": "wheelchair",
    "newcomers": "newcomers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSummary:
    """How many venues answer, where they lie, and facet -> value -> count.

    `known_open` are those known to be open at the moment that is asked for, the
    others' hours being unknown; None where no moment is.
    """

    count: int
    known_open: int | None
    extent: BBox | None  # of all of them; None where nothing is found
    facets: Counts


def summarise(question: ResolvedQuery, facets: Sequence[str] = FACETS) -> ResultSummary:
    """Return the count, the extent and these facets of a question, in one statement.

    Values of a facet that widens (OR) are counted without the facet's own
    choices; equipment narrows (AND) and is counted with them.
    """
    asked = {name: _without_own_choices(name, question) for name in facets}
    # Most facets have no choice of their own, and so one set of venues in common.
    found = {
        one: filtered_queryset(one).order_by() for one in {question, *asked.values()}
    }
    parts = [_part(name, found[asked[name]], question) for name in facets]
    if question.criteria.open_at:
        known = found[question].filter(Q(is_open=True))
        parts.append(_counted(_OPEN, known, Value(_OPEN), of="pk"))
    counted: dict[str, dict[str, int]] = {name: {} for name in (_ALL, _OPEN, *facets)}
    for facet, value, count in _whole(found[question]).union(*parts, all=True):
        if value:
            counted[facet][value] = count
    ((edges, count),) = counted.pop(_ALL).items() or [("", 0)]
    extent = BBox.from_text(edges) if count else None
    opened = counted.pop(_OPEN).get(_OPEN, 0)
    return ResultSummary(
        count=count,
        known_open=opened if question.criteria.open_at else None,
        extent=extent,
        facets=counted,
    )


def _whole(found: PublishedVenueQuerySet) -> QuerySet[Any, Any]:
    """Return one row: the edges of all venues as `west,south,east,north`, their count."""
    lon, lat = Longitude("public_point"), Latitude("public_point")
    edges = Func(
        Value(","),
        *(Cast(edge, CharField()) for edge in (Min(lon), Min(lat), Max(lon), Max(lat))),
        function="CONCAT_WS",
        output_field=CharField(),
    )
    whole: QuerySet[Any, Any] = (
        found.values(facet=Value(_ALL, output_field=CharField()))
        .annotate(facet_value=edges, n=Count("pk"))
        .values_list("facet", "facet_value", "n")
    )
    return whole


def _without_own_choices(name: str, question: ResolvedQuery) -> ResolvedQuery:
    """Return the question that a facet is counted for."""
    member = _MEMBERS[name]
    if name == "equipment":
        return question
    return question.choosing(**{member: type(getattr(question.criteria, member))()})


def _part(
    name: str, found: PublishedVenueQuerySet, question: ResolvedQuery
) -> QuerySet[Any, Any]:
    criteria = question.criteria
    if name in ("craft", "mode"):
        offers = PublishedOffer.objects.filter(venue_id__in=found.values("pk"))
        if name == "craft" and criteria.modes:
            offers = offers.filter(mode__in=criteria.modes)
        column = "craft_id" if name == "craft" else "mode"
        return _counted(name, offers, F(column), of="venue_id")
    if name == "equipment":
        machines = PublishedEquipment.objects.filter(
            venue_id__in=found.values("pk"), state__in=USABLE_STATES
        )
        return _counted(
            name, machines.exclude(count=0), F("equipment_id"), of="venue_id"
        )
    if name == "access":
        return _counted(name, found, Func(F("access"), function="unnest"), of="pk")
    return _counted(name, found, F(name), of="pk")


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
