"""When a place is open: OSM `opening_hours` strings as periods, honestly.

The evaluating library (opening-hours-py) calls a rule that is only a comment
open, and reads nothing after `||`; both are put right here, since "by
appointment" must never look like an open door.
Specification: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
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

Span = tuple[datetime, datetime]

_UTC = ZoneInfo("UTC")

_QUOTED = re.compile(r'"[^"]*"')
_FALLBACK = re.compile(r'\|\|(?=(?:[^"]*"[^"]*")*[^"]*$)')
_RULE = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_ADDED_COMMENT = re.compile(r',\s*("[^"]*")\s*$')
_ADDITIONAL = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')
_SUN = re.compile(r"\b(sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)
_SAYS_WHEN = re.compile(
    r"\d{1,2}:\d{2}|24/7|\b(sunrise|sunset|dawn|dusk|open|closed|off|unknown)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Periods:
    """What a string says of a stretch of time, in UTC; the rest is closed.

    `parsed` is false for a string that cannot be evaluated: it is then shown as
    text, and everything is unknown, never closed.
    """

    parsed: bool
    open: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()


UNREADABLE = Periods(parsed=False)


def comments(text: str) -> tuple[str, ...]:
    """Return the comments of an opening_hours string, without their quotes."""
    return tuple(found.strip('"').strip() for found in _QUOTED.findall(text))


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
    # An added comment with no time of its own speaks of the time that is left.
    said = _ADDED_COMMENT.sub(r" || \1", text)
    groups = [_honest(group) for group in _FALLBACK.split(said)]
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
            for piece in _outside((begin, until), taken):
                (opened if state == State.OPEN else unknown).append(piece)
    return Periods(
        parsed=True, open=tuple(sorted(opened)), unknown=tuple(sorted(unknown))
    )


def _honest(group: str) -> str:
    """Mark the rules that are only a comment as unknown."""
    rules = [_honest_rule(rule) for rule in _RULE.split(group) if rule.strip()]
    return "; ".join(rules)


def _honest_rule(rule: str) -> str:
    """Mark the parts of a rule (`, ` adds one) that are only a comment."""
    parts = _ADDITIONAL.split(rule)
    marked = [
        part.replace('"', 'unknown "', 1)
        if '"' in part and not _SAYS_WHEN.search(_QUOTED.sub("", part))
        else part
        for part in parts
    ]
    return ",".join(marked).strip()


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
    named = start.astimezone(_UTC), end.astimezone(_UTC)
    for begin, until, state, _comments in hours.intervals(*named):
        if state != State.CLOSED:
            yield (
                max(begin.astimezone(UTC), start),
                min(until.astimezone(UTC), end),
                state,
            )


def _outside(span: Span, taken: list[Span]) -> Iterator[Span]:
    """Yield what of a fallback's span the groups before it left closed."""
    pieces = [span]
    for taken_from, taken_to in taken:
        pieces = [
            piece
            for left, right in pieces
            for piece in (
                (left, min(right, taken_from)),
                (max(left, taken_to), right),
            )
            if piece[0] < piece[1]
        ]
    yield from pieces


def depends_on_place(text: str) -> bool:
    """Whether the string names sunrise, sunset, dawn or dusk."""
    return bool(_SUN.search(text))


def wall_clock(spans: tuple[Span, ...], time_zone: str) -> tuple[Span, ...]:
    """Return the spans as the clock on the venue's wall shows them (naive)."""
    zone = ZoneInfo(time_zone) if time_zone else UTC
    local = []
    for begin, until in spans:
        first = begin.astimezone(zone).replace(tzinfo=None)
        last = until.astimezone(zone).replace(tzinfo=None)
        # In the repeated hour of autumn an end can read before its beginning.
        if first < last:
            local.append((first, last))
    return tuple(local)
