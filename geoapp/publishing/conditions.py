"""Conditions on published venues and openings, for QuerySets and filters."""

from datetime import datetime, timedelta, timezone

from django.db.models import Q, Value

from geoapp.common.text import folded
from geoapp.geo.expressions import (
    Geography,
    GeographyPoint,
    WithinMetres,
)
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.multirange_fields import HasAnHour

# Unknown counts as working: nearly every list names machines and not their state.
USABLE_STATES = ("working", "limited", "unknown")
# Where a day begins first, and last.
_EAST = timezone(timedelta(hours=14))
_WEST = timezone(timedelta(hours=-12))


def here(position: Position) -> GeographyPoint:
    """Return the position as a geography that index expressions can meet."""
    return GeographyPoint(Value(position.lon), Value(position.lat))


def within(position: Position, radius: Radius) -> WithinMetres:
    """Return the condition that `public_point` lies within the radius."""
    return WithinMetres(Geography("public_point"), here(position), radius.metres)


def known_hours() -> Q:
    """Return the condition that an opening's hours are known.

    They can be evaluated, and are more than "by appointment".
    """
    nothing_sure = Q(periods__isempty=True, unknown_periods__isempty=False)
    return Q(parsed=True) & ~Q(text="") & ~nothing_sure


def open_spans(begin: datetime, end: datetime | None) -> tuple[Q, Q]:
    """Return the conditions that an opening is surely open then, and possibly open."""
    is_wall_clock = begin.tzinfo is None
    spans = "local" if is_wall_clock else "periods"
    unknown = "unknown_local" if is_wall_clock else "unknown_periods"
    if end is None:
        return (
            Q(**{f"{spans}__has_moment": begin}),
            Q(**{f"{unknown}__has_moment": begin}),
        )
    return (
        Q(HasAnHour(spans, begin=begin, end=end)),
        Q(HasAnHour(spans, unknown, begin=begin, end=end)),
    )


def beyond_computed(begin: datetime, end: datetime | None = None) -> Q:
    """Return the condition that an opening's periods end before that time."""
    earliest, _latest = _instants(begin)
    _earliest, latest = _instants(end or begin)
    return Q(computed_from__gt=earliest) | Q(computed_until__lte=latest)


def is_computed(begin: datetime, end: datetime | None) -> Q:
    earliest, _latest = _instants(begin)
    _earliest, latest = _instants(end or begin)
    return Q(parsed=True, computed_from__lte=earliest, computed_until__gt=latest)


def _instants(moment: datetime) -> tuple[datetime, datetime]:
    """Return the earliest and the latest instant that a moment can stand for."""
    if moment.tzinfo:
        return moment, moment
    return moment.replace(tzinfo=_EAST), moment.replace(tzinfo=_WEST)


def at_place(condition: Q, near: tuple[Position, Radius] | None) -> Q:
    if near is None:
        return condition
    return condition & Q(within(*near))


def meridian_twins(bbox: BBox) -> list[tuple[float, float, float, float]]:
    """Return the plain boxes, with longitude 180 counted as -180 too."""
    boxes = list(bbox.parts())
    for west, south, east, north in bbox.parts():
        if west == -180:
            boxes.append((180.0, south, 180.0, north))
        if east == 180:
            boxes.append((-180.0, south, -180.0, north))
    return boxes


def quoted(word: str) -> str:
    return folded(word).replace("\\", "").replace("'", "''")
