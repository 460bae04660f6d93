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
from geoapp.discovery.question import Question, foreseen, read
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
class Further:
    """Wider circles that show more, and the nearest places, with `distance_m`.

    `counts` say how many places each of the other ways finds, in their order: 0
    also where there are more hours to evaluate than can be.
    """

    circles: tuple[Wider, ...] = ()
    nearest: tuple[PublishedVenue, ...] = ()
    counts: tuple[int, ...] = ()


def look_further(question: Question, ways: Sequence[SearchCriteria] = ()) -> Further:
    """Return each wider circle that shows more than the one before, and the nearest.

    Distances count from the place, else from the middle of the box; without either
    there is nothing further, nor with more hours to evaluate than can be. `ways` are
    other questions to be counted. All take one statement, bounded by FURTHEST, and
    where a moment is asked for one before it.
    """
    meant = question.criteria
    middle = meant.near or (meant.bbox.centre() if meant.bbox else None)
    steps = [Radius(m) for m in WIDER_M if m > meant.radius.metres and meant.near]
    circles = sorted({*steps, FURTHEST}, key=_metres) if middle else []
    # A box would hide what the wider circle is asked for.
    wider = [
        question.choosing(near=middle, radius=circle, bbox=None) for circle in circles
    ]
    others = [read(way, like=question) for way in ways]
    answered = foreseen([*wider, *others], like=question)
    asked, others_asked = answered[: len(wider)], answered[len(wider) :]
    widest = next((one for one in reversed(asked) if one), None)
    furthest_m = widest.criteria.radius.metres if widest else 0
    steps = [step for step in steps if step.metres <= furthest_m]
    rows = _rows(widest, others_asked, middle=middle, steps=steps)
    nearest = [row for row in rows if row[0] == _IS_NEAREST]
    counted = {row[0]: row[1] for row in rows}
    return Further(
        circles=_that_show_more(nearest[0], steps) if nearest else (),
        nearest=tuple(_venue(row) for row in nearest),
        counts=tuple(counted.get(number, 0) for number in range(len(ways))),
    )


def _metres(circle: Radius) -> float:
    return circle.metres


def _rows(
    widest: Question | None,
    others: Sequence[Question | None],
    *,
    middle: Position | None,
    steps: Sequence[Radius],
) -> list[Any]:
    """Return the nearest with a count for each step, and a row for each other's count.

    One statement: the columns of both kinds are the same.
    """
    parts = [
        _count(question, number, width=len(steps))
        for number, question in enumerate(others)
        if question
    ]
    if widest and middle:
        parts.insert(0, _nearest(widest, middle, steps))
    if not parts:
        return []
    return list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])


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
        .annotate(part=Value(_IS_NEAREST), count=Value(0), **within_steps)
        .values_list("part", "count", *_NAMED, *within_steps)[:_NEAREST]
    )
    return found


def _count(question: Question, number: int, *, width: int) -> QuerySet[Any, Any]:
    empty: dict[str, Any] = {
        f"no_{name}": Value(None, output_field=kind) for name, kind in _NAMED.items()
    }
    empty |= {f"at_{step}": Value(0) for step in range(width)}
    found: QuerySet[Any, Any] = (
        matching(question)
        .order_by()
        .values(part=Value(number))
        .annotate(count=Count("pk"), **empty)
        .values_list("part", "count", *empty)
    )
    return found


def _venue(row: Sequence[Any]) -> PublishedVenue:
    """Return the venue of a row, with the columns that were read and its distance."""
    *named, distance_m = row[2 : 2 + len(_NAMED)]
    venue = PublishedVenue.from_db(None, [*_NAMED][:-1], named)
    venue.distance_m = distance_m  # type: ignore[attr-defined] # as an annotation
    return venue


def _that_show_more(row: Sequence[Any], steps: Sequence[Radius]) -> tuple[Wider, ...]:
    found: list[Wider] = []
    for step, count in zip(steps, row[2 + len(_NAMED) :], strict=True):
        if count > (found[-1].count if found else 0):
            found.append(Wider(step, count))
    return tuple(found)
