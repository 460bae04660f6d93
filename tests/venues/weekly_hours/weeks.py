"""Weeks for tests: what hypothesis draws, and what a calendar makes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from geoapp.venues.weekly_hours.parts import (
    MONTH_DAYS,
    NTHS,
    InvalidWeek,
    Monthly,
    Season,
    Span,
)
from geoapp.venues.weekly_hours.week import Appointment, Holidays, Week

QUARTERS = st.integers(0, 95).map(lambda quarter: quarter * 15)


@st.composite
def spans(draw, least=0, most=3):
    """Draw spans of a day, the last perhaps over midnight."""
    ends = sorted(draw(st.lists(QUARTERS, max_size=2 * most, unique=True)))
    found = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    if len(found) < least:
        found = [Span(540, 720)]
    first, *_between, last = [*found, *found] or [None, None]
    if last and last.start and draw(st.booleans()) and draw(st.booleans()):
        latest = min(first.start, last.start - 15)
        found[-1] = Span(last.start, 1440 + draw(st.integers(0, latest // 15)) * 15)
    return tuple(found)


@st.composite
def seasons(draw):
    months = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    if draw(st.booleans()):
        return Season(*months)
    days = (draw(st.integers(1, MONTH_DAYS[month - 1])) for month in months)
    return Season(*months, *days)


@st.composite
def monthly_rows(draw):
    places = draw(
        st.lists(
            st.tuples(st.integers(0, 6), st.sampled_from(NTHS)), max_size=3, unique=True
        )
    )
    rows = [Monthly(day, nth, draw(spans(least=1, most=2))) for day, nth in places]
    return tuple(sorted(rows, key=lambda row: row.order))


REMARKS = st.sampled_from(
    ["", "", "Ring the bell", "open; or || not, ask", "nur mit Termin!", "a: b"]
)


@st.composite
def timed(draw):
    """Draw days and days of the month, and nothing beside."""
    days = tuple(draw(st.lists(spans(), min_size=7, max_size=7)))
    try:
        return Week(days=days, monthly=draw(monthly_rows()))
    except InvalidWeek:
        return Week(days=days)


@st.composite
def weeks(draw):
    """Draw any week that a string can say."""
    holidays = draw(st.sampled_from(Holidays))
    other = spans(least=1, most=2) if holidays == Holidays.OTHER else st.just(())
    week = draw(timed())
    free = [day for day in range(7) if not week.days[day]]
    appointed = (
        st.frozensets(st.sampled_from(free), max_size=2) if free else st.just(())
    )
    try:
        return replace(
            week,
            holidays=holidays,
            holiday_spans=draw(other),
            season=draw(st.none() | seasons()),
            appointment=draw(
                st.sampled_from([Appointment.NONE, Appointment.OTHERWISE])
            ),
            appointment_days=frozenset(draw(appointed)),
            remark=draw(REMARKS),
        )
    except InvalidWeek:
        return Week(
            appointment=Appointment.ONLY,
            remark=draw(REMARKS),
            season=draw(st.none() | seasons()),
        )


def nth_of(day: date) -> set[int]:
    """Return which of its weekday in the month a day is: 5 of them, or the last."""
    found = {(day.day - 1) // 7 + 1}
    if (day + timedelta(days=7)).month != day.month:
        found.add(-1)
    return found


def opened(week: Week, day: date):
    """Return the spans that begin on a day which is no holiday."""
    for row in reversed(week.monthly):
        if row.weekday == day.weekday() and row.nth in nth_of(day):
            return row.spans
    return week.days[day.weekday()]


def open_minutes(week: Week, first: date, days: int) -> set[int]:
    """Return the minutes from the first day's midnight on that are open, in UTC.

    For a week without season and holidays, evaluated naively day by day.
    """
    found: set[int] = set()
    for number in range(-1, days):
        for span in opened(week, first + timedelta(days=number)):
            start = number * 1440
            found |= set(range(start + span.start, start + span.end))
    return {minute for minute in found if 0 <= minute < days * 1440}


def minutes_of(stretches, first: date) -> set[int]:
    """Return the minutes of UTC spans, counted from a day's midnight."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    found: set[int] = set()
    for begin, end in stretches:
        found |= set(
            range(
                int((begin - start).total_seconds() // 60),
                int((end - start).total_seconds() // 60),
            )
        )
    return found
