"""Suggestions for an empty result: what is further away, what other searches find."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    UUIDField,
    Value,
    When,
    Window,
)

from geoapp.discovery.matching.larger_radius import LARGER_RADII_M, LargerRadius
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.resolved_query import (
    ResolvedQuery,
    resolve_without_horizon,
    same_scope,
    upper_bound,
)
from geoapp.discovery.search.results import filtered_queryset
from geoapp.geo.values import MAX_RADIUS_M, Position, Radius
from geoapp.publishing.conditions import within
from geoapp.publishing.models import PublishedVenue

FURTHEST = Radius(MAX_RADIUS_M)
_NEAREST = 3
# What is read of the nearest, in the model's order, with the types that the row of a
# count leaves empty.
_NAMED: dict[str, Any] = {
    "id": UUIDField(),
    "slug": CharField(),
    "precision": CharField(),
    "uncertainty_m": IntegerField(),
    "name": CharField(),
    "kind": CharField(),
    "locality": CharField(),
    "distance_m": FloatField(),
}
_IS_NEAREST = -1


@dataclass(frozen=True, slots=True)
class Alternative:
    """How many venues another search finds; an upper bound where hours are unread."""

    count: int = 0
    exact: bool = True


@dataclass(frozen=True, slots=True)
class EmptyResult:
    """Wider circles that show more, and the nearest places, with `distance_m`.

    `ways` say what each of the other ways finds, in their order. What is not exact
    holds places beyond whose computed hours the time lies: their strings are read for
    one search and not for all of its ways on. `hours_read` speaks of the nearest.
    """

    circles: tuple[LargerRadius, ...] = ()
    nearest: tuple[PublishedVenue, ...] = ()
    ways: tuple[Alternative, ...] = ()
    hours_read: bool = True


def explain_empty_result(
    query: ResolvedQuery,
    ways: Sequence[SearchCriteria] = (),
    *,
    radii_m: Sequence[int] = LARGER_RADII_M,
) -> EmptyResult:
    """Return each wider circle that shows more than the one before, and the nearest.

    Distances count from the place, else from the middle of the box; without either
    there is nothing further. `ways` are other searches to be counted, `radii_m` (in
    metres, rising) the circles to be tried. All take one statement, bounded by
    FURTHEST.
    """
    criteria = query.criteria
    middle = criteria.near or (criteria.bbox.centre() if criteria.bbox else None)
    steps = [Radius(m) for m in radii_m if m > criteria.radius.metres and criteria.near]
    others = [
        upper_bound(resolve_without_horizon(way, like=query), like=query)
        for way in ways
    ]
    parts = [
        _count(other, number, width=2 * len(steps), unread=_unread(other, query))
        for number, other in enumerate(others)
    ]
    if middle:
        # A box would hide what the wider circle is asked for.
        widest = query.replace_criteria(near=middle, radius=FURTHEST, bbox=None)
        unread = _unread(widest, query)
        widest = upper_bound(widest, like=query)
        parts.insert(0, _nearest(widest, middle, steps, unread=unread))
    rows: list[Any] = []
    if parts:
        rows = list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])
    nearest = [row for row in rows if row[0] == _IS_NEAREST]
    counted = {
        row[0]: Alternative(
            row[1], exact=not (row[2] or _may_name(others[row[0]], query))
        )
        for row in rows
        if row[0] != _IS_NEAREST
    }
    return EmptyResult(
        circles=_that_show_more(nearest[0], steps) if nearest else (),
        nearest=tuple(_venue(row) for row in nearest),
        ways=tuple(counted.get(number, Alternative()) for number in range(len(ways))),
        hours_read=not any(row[2] for row in nearest),
    )


def _may_name(other: ResolvedQuery, query: ResolvedQuery) -> bool:
    """Whether words that no venue has could name a place there and reduce the result."""
    read_anew = other.interpretation is not query.interpretation
    return read_anew and bool(other.interpretation.ignored)


def _unread(other: ResolvedQuery, like: ResolvedQuery) -> Q | None:
    """Return the condition that a venue's hours so far ahead have not been evaluated.

    None if those of all have.
    """
    if other.criteria.visit is None or same_scope(other, like):
        return None
    horizon = like.horizon
    evaluated = horizon.opened | horizon.unknown | horizon.closed if horizon else ()
    return Q(opens_later=True) & ~Q(pk__in=evaluated)


def _nearest(
    widest: ResolvedQuery,
    middle: Position,
    steps: Sequence[Radius],
    *,
    unread: Q | None,
) -> QuerySet[Any, Any]:
    within_steps: dict[str, Any] = {
        f"at_{number}": Window(Count("pk", filter=Q(within(middle, step))))
        for number, step in enumerate(steps)
    }
    within_steps |= {
        f"unread_{number}": Window(Count("pk", filter=Q(within(middle, step)) & unread))
        if unread is not None
        else Value(0)
        for number, step in enumerate(steps)
    }
    rows: QuerySet[Any, Any] = (
        filtered_queryset(widest)
        .nearest_to(middle)
        .annotate(
            part=Value(_IS_NEAREST),
            count=Value(0),
            unread=Case(When(unread, then=Value(1)), default=Value(0))
            if unread is not None
            else Value(0),
            **within_steps,
        )
        .values_list("part", "count", "unread", *_NAMED, *within_steps)[:_NEAREST]
    )
    return rows


def _count(
    query: ResolvedQuery, number: int, *, width: int, unread: Q | None
) -> QuerySet[Any, Any]:
    empty: dict[str, Any] = {
        f"no_{name}": Value(None, output_field=kind) for name, kind in _NAMED.items()
    }
    empty |= {f"at_{step}": Value(0) for step in range(width)}
    rows: QuerySet[Any, Any] = (
        filtered_queryset(query)
        .order_by()
        .values(part=Value(number))
        .annotate(
            count=Count("pk"),
            unread=Count("pk", filter=unread) if unread is not None else Value(0),
            **empty,
        )
        .values_list("part", "count", "unread", *empty)
    )
    return rows


def _venue(row: Sequence[Any]) -> PublishedVenue:
    """Return the venue of a row, with the columns that were read and its distance."""
    *columns, distance_m = row[3 : 3 + len(_NAMED)]
    venue = PublishedVenue.from_db(None, [*_NAMED][:-1], columns)
    venue.distance_m = distance_m  # type: ignore[attr-defined] # as an annotation
    return venue


def _that_show_more(
    row: Sequence[Any], steps: Sequence[Radius]
) -> tuple[LargerRadius, ...]:
    numbers = row[3 + len(_NAMED) :]
    counts, unread = numbers[: len(steps)], numbers[len(steps) :]
    circles: list[LargerRadius] = []
    for step, count, beyond in zip(steps, counts, unread, strict=True):
        if count > (circles[-1].count if circles else 0):
            circles.append(LargerRadius(step, count, exact=not beyond))
    return tuple(circles)
