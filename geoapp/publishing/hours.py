"""When a venue is open: OSM `opening_hours` strings as periods.

opening-hours-py evaluates what `hours_rules` has prepared for it, since "by
appointment" must never look like an open door.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import (  # type: ignore[attr-defined] # the stubs lack the errors
    OpeningHours,
    ParserError,
    State,
    UnknownCountryError,
)

from geoapp.geo.values import Position
from geoapp.publishing.hours_rules import (
    depends_on_place,
    depends_on_school,
    fallback_groups,
)

Span = tuple[datetime, datetime]

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Periods:
    """The open and unknown spans of a period, in UTC; all other times are closed.

    If `parsed` is False the string cannot be evaluated: it is shown as text, and every
    time is unknown.
    """

    parsed: bool
    open: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()


UNREADABLE = Periods(parsed=False)


def periods(
    *,
    text: str,
    time_zone: str,
    country: str,
    position: Position | None,
    start: datetime,
    end: datetime,
) -> Periods:
    """Evaluate `text` from `start` to `end` (aware) and return UTC periods."""
    where = position if depends_on_place(text) else None
    return _evaluated(text, time_zone, country, where, start, end)


@lru_cache(maxsize=4096)
def _evaluated(  # noqa: PLR0917 - the cache is keyed by all of them
    text: str,
    time_zone: str,
    country: str,
    where: Position | None,
    start: datetime,
    end: datetime,
) -> Periods:
    groups = fallback_groups(text)
    parsed = [
        hours
        for group in groups
        if (hours := _parsed(group, time_zone, country, where=where))
    ]
    if len(parsed) < len(groups):
        return UNREADABLE
    opened: list[Span] = []
    unknown: list[Span] = []
    for number, hours in enumerate(parsed):
        for begin, until, state in _spans(hours, start, end):
            taken = opened + unknown if number else []
            for span in _outside((begin, until), taken):
                (opened if state == State.OPEN else unknown).append(span)
    if depends_on_school(text):
        # Any of it may fall into holidays that nobody here knows.
        opened, unknown = [], opened + unknown
    return Periods(
        parsed=True, open=tuple(sorted(opened)), unknown=tuple(sorted(unknown))
    )


def _parsed(
    text: str, time_zone: str, country: str, *, where: Position | None
) -> OpeningHours | None:
    zone = ZoneInfo(time_zone) if time_zone else ZoneInfo("UTC")
    coords = (where.lat, where.lon) if where else None
    try:
        return OpeningHours(text, timezone=zone, country=country or None, coords=coords)
    except UnknownCountryError:
        return _parsed(text, time_zone, "", where=where)
    except (ParserError, SyntaxError):
        return None


def _spans(
    hours: OpeningHours, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, State]]:
    # The library takes zones with a name only, which datetime.UTC has not.
    utc_span = start.astimezone(_UTC), end.astimezone(_UTC)
    for begin, until, state, _comments in hours.intervals(*utc_span):
        if state != State.CLOSED:
            yield (
                max(begin.astimezone(UTC), start),
                min(until.astimezone(UTC), end),
                state,
            )


def _outside(span: Span, taken: list[Span]) -> Iterator[Span]:
    """Yield the parts of a fallback's span that the groups before it leave closed."""
    pieces = [span]
    for taken_from, taken_to in taken:
        pieces = [
            part
            for left, right in pieces
            for part in (
                (left, min(right, taken_from)),
                (max(left, taken_to), right),
            )
            if part[0] < part[1]
        ]
    yield from pieces


def wall_clock(spans: tuple[Span, ...], time_zone: str) -> tuple[Span, ...]:
    """Return the spans in the venue's wall clock time (naive)."""
    zone = ZoneInfo(time_zone) if time_zone else UTC
    local = []
    for begin, until in spans:
        first = begin.astimezone(zone).replace(tzinfo=None)
        last = until.astimezone(zone).replace(tzinfo=None)
        # In the repeated hour of autumn an end can read before its beginning.
        if first < last:
            local.append((first, last))
    return tuple(local)
