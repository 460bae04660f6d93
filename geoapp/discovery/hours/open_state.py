"""Whether venues are open, to whom, and when next; unknown stays unknown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from geoapp.geo.points import to_position
from geoapp.geo.values import Position
from geoapp.publishing.hours import Span, periods, wall_clock
from geoapp.publishing.hours_rules import comments, depends_on_place
from geoapp.publishing.live_state import is_fresh
from geoapp.publishing.models import PublishedOpening, PublishedVenue

OPEN, CLOSED, UNKNOWN = "open", "closed", "unknown"
# What is open, and what may be.
OpenSpans = tuple[tuple[Span, ...], tuple[Span, ...]]
# A longer stretch is no time that anybody named, but all that is left open.
_MAX_UNCERTAIN = timedelta(hours=20)
# How far ahead the next opening is looked for where the computed spans end.
LOOK_AHEAD = timedelta(days=28)
_SHORTEST_VISIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveReport:
    """The venue's own latest report. Times are aware, in its own zone."""

    open: bool
    at: datetime
    since: datetime | None = None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenState:
    """The state at a moment. Times are aware and in the venue's own zone."""

    state: str
    until: datetime | None = None  # the end of the present opening, sure or not
    next_open: datetime | None = None
    comment: str = ""  # "by appointment"
    text: str = ""  # the string as it came
    inferred: bool = False  # the hours, whatever `live` says
    parsed: bool = True
    live: LiveReport | None = None  # where the state is the venue's own word


NOT_KNOWN = OpenState(state=UNKNOWN)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a venue's week: its date and its spans, in the venue's zone."""

    date: datetime
    spans: tuple[Span, ...]
    unknown: bool  # the rest of the day may be open: "by appointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceHours:
    """The hours of one audience as a page shows them: now and the week ahead."""

    audience: str
    state: OpenState
    week: tuple[Day, ...]
    last_said: LiveReport | None = None  # however old


def open_states(
    venue_ids: Collection[UUID], *, audience: str, moment: datetime
) -> dict[UUID, OpenState]:
    """Return the state of each venue whose hours for the audience are published.

    `moment` is an instant (aware) or every venue's own wall clock (naive).
    """
    openings = PublishedOpening.objects.filter(
        venue_id__in=list(venue_ids), audience=audience
    )
    # Spans are long to read, and a state says nothing by the wall clock.
    rows = list(openings.defer("local", "unknown_local"))
    # Only where the sun counts does the place, and one query tells all of them.
    sunny = [row.venue_id for row in rows if depends_on_place(row.text)]
    places = dict(
        PublishedVenue.objects.filter(pk__in=sunny).values_list("pk", "public_point")
        if sunny
        else ()
    )
    return {
        row.venue_id: open_state_of(
            row,
            moment=moment,
            position=to_position(places[row.venue_id])
            if row.venue_id in places
            else None,
        )
        for row in rows
    }


def open_state_of(
    row: PublishedOpening, *, moment: datetime, position: Position | None = None
) -> OpenState:
    """Return the state of one row, evaluating the string beyond its computed hours."""
    state = _by_hours(row, moment=moment, position=position)
    live = _live_report(row)
    if live is None or not is_fresh(live.at, moment):
        return state
    return replace(
        state,
        state=OPEN if live.open else CLOSED,
        until=None,
        comment="",
        live=live,
    )


def _live_report(row: PublishedOpening) -> LiveReport | None:
    if row.live_open is None or row.live_at is None:
        return None
    zone = zone_of(row)
    return LiveReport(
        open=row.live_open,
        at=row.live_at.astimezone(zone),
        since=row.live_since and row.live_since.astimezone(zone),
        message=row.live_message,
    )


def zone_of(row: PublishedOpening) -> tzinfo:
    """Return the venue's time zone, or UTC if it is not known."""
    return ZoneInfo(row.time_zone) if row.time_zone else UTC


def _by_hours(
    row: PublishedOpening, *, moment: datetime, position: Position | None
) -> OpenState:
    zone = zone_of(row)
    instant = _instant(row, moment)
    notes = comments(row.text)
    if not row.parsed:
        return OpenState(
            state=UNKNOWN, text=row.text, inferred=row.inferred, parsed=False
        )
    opened, unknown, parsed = spans_of(row, instant, position)
    present = _containing(opened, instant)
    state = OPEN if present else CLOSED
    perhaps = None if present else _containing(unknown, instant)
    if not parsed or perhaps:
        state = UNKNOWN
    if perhaps and perhaps[1] - perhaps[0] <= _MAX_UNCERTAIN:
        present = perhaps
    following = next((begin for begin, _end in opened if begin > instant), None)
    return OpenState(
        state=state,
        until=present[1].astimezone(zone) if present else None,
        next_open=following.astimezone(zone) if following else None,
        comment=notes[0] if notes and state != OPEN else "",
        text=row.text,
        inferred=row.inferred,
    )


def evaluated_state(
    row: PublishedOpening, *, begin: datetime, end: datetime | None, position: Position
) -> str:
    """Return the state from the string alone, ignoring computed spans and live reports.

    At a moment, or for an hour until `end`. The row's spans are not read, so they need
    not be fetched.
    """
    instant = _instant(row, begin)
    stretch = timedelta(days=3) + (end - begin if end else timedelta())
    opened, unknown, parsed = _evaluated(row, instant, position, stretch=stretch)
    if end is not None:
        spans = _as_clock(row, begin, (opened, unknown)) if parsed else None
        return _state_during(spans, (begin, end))
    if _containing(opened, instant):
        return OPEN
    return UNKNOWN if not parsed or _containing(unknown, instant) else CLOSED


def open_states_during(
    venue_ids: Collection[UUID], *, audience: str, begin: datetime, end: datetime
) -> dict[UUID, OpenState]:
    """Return whether and when each venue is open for an hour between two times.

    Both times are aware (instants) or naive (every venue's own wall clock). `until`
    and `next_open` are those of the first opening that is long enough.
    """
    rows = list(
        PublishedOpening.objects.filter(venue_id__in=list(venue_ids), audience=audience)
    )
    venues = PublishedVenue.objects.filter(pk__in=[row.venue_id for row in rows])
    points = dict(venues.values_list("pk", "public_point"))
    return {
        row.venue_id: _open_during(
            row, begin=begin, end=end, position=to_position(points[row.venue_id])
        )
        for row in rows
        if row.venue_id in points  # withdrawn in between
    }


def _open_during(
    row: PublishedOpening, *, begin: datetime, end: datetime, position: Position
) -> OpenState:
    if not row.parsed:
        return OpenState(
            state=UNKNOWN, text=row.text, inferred=row.inferred, parsed=False
        )
    first, last = _instant(row, begin), _instant(row, end)
    opened, unknown, parsed = row.periods, row.unknown_periods, True
    if not row.computed_from <= first <= last < row.computed_until:
        stretch = timedelta(days=3) + (end - begin)
        opened, unknown, parsed = _evaluated(row, first, position, stretch=stretch)
    spans = _as_clock(row, begin, (opened, unknown)) if parsed else None
    state = _state_during(spans, (begin, end))
    span = _first_visit(spans[0], (begin, end)) if spans else None
    notes, zone = comments(row.text), zone_of(row)
    return OpenState(
        state=state,
        until=_instant(row, span[1]).astimezone(zone) if span else None,
        next_open=_instant(row, span[0]).astimezone(zone) if span else None,
        comment=notes[0] if notes and state != OPEN else "",
        text=row.text,
        inferred=row.inferred,
    )


def _as_clock(row: PublishedOpening, begin: datetime, spans: OpenSpans) -> OpenSpans:
    """Return the spans on the clock that `begin` is given in.

    An hour on the wall clock counts as an hour even on the night clocks change, as in
    the projection's `local`.
    """
    if begin.tzinfo is not None:
        return spans
    opened, unknown = spans
    return wall_clock(opened, row.time_zone), wall_clock(unknown, row.time_zone)


def _instant(row: PublishedOpening, moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone_of(row))


def _state_during(spans: OpenSpans | None, window: Span) -> str:
    """Return the state of open and unknown spans; None means unparsed."""
    if spans is None:
        return UNKNOWN
    opened, unknown = spans
    if _first_visit(opened, window):
        return OPEN
    return UNKNOWN if _first_visit([*opened, *unknown], window) else CLOSED


def _first_visit(spans: Iterable[Span], window: Span) -> Span | None:
    """Return the first opening, joined whole, with at least an hour in the window."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return next(
        (
            (begin, end)
            for begin, end in joined
            if min(end, window[1]) - max(begin, window[0]) >= _SHORTEST_VISIT
        ),
        None,
    )


def spans_of(
    row: PublishedOpening, instant: datetime, position: Position | None
) -> tuple[tuple[Span, ...], tuple[Span, ...], bool]:
    """Return the open and unknown spans around an instant, and whether they parsed."""
    covered = row.computed_from <= instant < row.computed_until - timedelta(days=7)
    if covered:
        return row.periods, row.unknown_periods, True
    return _evaluated(row, instant, position, stretch=LOOK_AHEAD)


def _evaluated(
    row: PublishedOpening,
    instant: datetime,
    position: Position | None,
    *,
    stretch: timedelta,
) -> tuple[tuple[Span, ...], tuple[Span, ...], bool]:
    """Return the spans from the day before an instant, for at least two days."""
    start = instant.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    start -= timedelta(days=1)
    evaluated = periods(
        text=row.text,
        time_zone=row.time_zone,
        country=row.country,
        position=position,
        start=start,
        end=start + stretch,
    )
    return evaluated.open, evaluated.unknown, evaluated.parsed


def _containing(spans: Iterable[Span], instant: datetime) -> Span | None:
    return next((s for s in spans if s[0] <= instant < s[1]), None)


def hours_of(venue: PublishedVenue, *, at: datetime) -> tuple[AudienceHours, ...]:
    """Return each audience's state, and its seven days from `at` (aware)."""
    rows = PublishedOpening.objects.filter(venue_id=venue.pk).order_by("audience")
    return hours_in(rows, position=to_position(venue.public_point), at=at)


def hours_in(
    rows: Iterable[PublishedOpening], *, position: Position, at: datetime
) -> tuple[AudienceHours, ...]:
    """Return what `hours_of` returns, for given rows, such as those of a preview."""
    return tuple(
        AudienceHours(
            audience=row.audience,
            state=open_state_of(row, moment=at, position=position),
            week=_week(row, at=at, position=position) if row.parsed else (),
            last_said=_live_report(row),
        )
        for row in rows
    )


def _week(
    row: PublishedOpening, *, at: datetime, position: Position
) -> tuple[Day, ...]:
    zone = zone_of(row)
    today = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    opened, unknown, _parsed = spans_of(row, at, position)
    local = [s for span in wall_clock(opened, row.time_zone) for s in _by_days(span)]
    doubtful = wall_clock(unknown, row.time_zone)
    days = []
    for number in range(7):
        date = today + timedelta(days=number)
        day = date.replace(tzinfo=None)
        # A span belongs to the day it begins on: 22:00-02:00 is Friday's.
        end = day + timedelta(days=1)
        spans = tuple(s for s in local if day <= s[0] < end)
        maybe = any(begin < end and day < until for begin, until in doubtful)
        days.append(Day(date, spans, unknown=maybe))
    return tuple(days)


def _by_days(span: Span) -> list[Span]:
    """Split a span of more than a day at midnight, so that no day of it looks closed."""
    begin, end = span
    if end - begin <= timedelta(days=1):
        return [span]
    midnight = begin.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    return [(begin, midnight), *(_by_days((midnight, end)) if midnight < end else [])]
