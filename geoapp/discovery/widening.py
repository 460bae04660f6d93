"""Where nothing is found: what lies further away, and what other questions find."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    Count,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    UUIDField,
    Value,
    Window,
)

from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.question import Question, read, upper_bound
from geoapp.discovery.search import matching
from geoapp.discovery.wider import WIDER_M, Wider
from geoapp.geo.values import MAX_RADIUS_M, Position, Radius
from geoapp.publishing.models import PublishedVenue
from geoapp.publishing.querysets import within

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
class Way:
    """How many places another way finds; at most so many where hours are unread."""

    count: int = 0
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Further:
    """Wider circles that show more, and the nearest places, with `distance_m`.

    `ways` say what each of the other ways finds, in their order. Not `exact` are the
    circles and the nearest where the time asked for lies beyond the computed hours of
    some places, whose strings are read for one search and not for all of its ways on.
    """

    circles: tuple[Wider, ...] = ()
    nearest: tuple[PublishedVenue, ...] = ()
    ways: tuple[Way, ...] = ()
    exact: bool = True


def look_further(
    question: Question,
    ways: Sequence[SearchCriteria] = (),
    *,
    radii_m: Sequence[int] = WIDER_M,
) -> Further:
    """Return each wider circle that shows more than the one before, and the nearest.

    Distances count from the place, else from the middle of the box; without either
    there is nothing further. `ways` are other questions to be counted, `radii_m` (in
    metres, rising) the circles to be tried. All take one statement, bounded by
    FURTHEST.
    """
    meant = question.criteria
    middle = meant.near or (meant.bbox.centre() if meant.bbox else None)
    steps = [Radius(m) for m in radii_m if m > meant.radius.metres and meant.near]
    parts = [
        _count(upper_bound(read(way, like=question), like=question), number, len(steps))
        for number, way in enumerate(ways)
    ]
    if middle:
        # A box would hide what the wider circle is asked for.
        widest = question.choosing(near=middle, radius=FURTHEST, bbox=None)
        widest = upper_bound(widest, like=question)
        parts.insert(0, _nearest(widest, middle, steps))
    rows: list[Any] = []
    if parts:
        rows = list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])
    nearest = [row for row in rows if row[0] == _IS_NEAREST]
    # Words that no venue has may name a place, which would leave less.
    unread = frozenset(
        number
        for number, way in enumerate(ways)
        if question.understanding.ignored and way.near != meant.near
    )
    counted = {
        row[0]: Way(row[1], exact=not row[2] and row[0] not in unread) for row in rows
    }
    return Further(
        circles=_that_show_more(nearest[0], steps) if nearest else (),
        nearest=tuple(_venue(row) for row in nearest),
        ways=tuple(counted.get(number, Way()) for number in range(len(ways))),
        exact=not (nearest and nearest[0][2]),
    )


def _nearest(
    widest: Question, middle: Position, steps: Sequence[Radius]
) -> QuerySet[Any, Any]:
    within_steps = {
        f"at_{number}": Window(Count("pk", filter=Q(within(middle, step))))
        for number, step in enumerate(steps)
    }
    found: QuerySet[Any, Any] = (
        matching(widest)
        .nearest_to(middle)
        .annotate(
            part=Value(_IS_NEAREST),
            count=Value(0),
            unread=Window(_unread(widest)),
            **within_steps,
        )
        .values_list("part", "count", "unread", *_NAMED, *within_steps)[:_NEAREST]
    )
    return found


def _unread(question: Question) -> Count:
    """Return how many of the places have a string that nobody has read so far ahead."""
    beyond = question.criteria.open_at is not None and question.ahead is None
    return Count("pk", filter=Q(opens_later=True) if beyond else Q(pk__in=()))


def _count(question: Question, number: int, width: int) -> QuerySet[Any, Any]:
    empty: dict[str, Any] = {
        f"no_{name}": Value(None, output_field=kind) for name, kind in _NAMED.items()
    }
    empty |= {f"at_{step}": Value(0) for step in range(width)}
    found: QuerySet[Any, Any] = (
        matching(question)
        .order_by()
        .values(part=Value(number))
        .annotate(count=Count("pk"), unread=_unread(question), **empty)
        .values_list("part", "count", "unread", *empty)
    )
    return found


def _venue(row: Sequence[Any]) -> PublishedVenue:
    """Return the venue of a row, with the columns that were read and its distance."""
    *named, distance_m = row[3 : 3 + len(_NAMED)]
    venue = PublishedVenue.from_db(None, [*_NAMED][:-1], named)
    venue.distance_m = distance_m  # type: ignore[attr-defined] # as an annotation
    return venue


def _that_show_more(row: Sequence[Any], steps: Sequence[Radius]) -> tuple[Wider, ...]:
    found: list[Wider] = []
    for step, count in zip(steps, row[3 + len(_NAMED) :], strict=True):
        if count > (found[-1].count if found else 0):
            found.append(Wider(step, count))
    return tuple(found)
