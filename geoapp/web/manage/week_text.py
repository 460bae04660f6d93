"""Weekly opening hours as text, in the reader's language and time format."""

from collections.abc import Iterable
from datetime import date, time

from django.utils import formats
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext

from geoapp.venues.weekly_hours.parts import DAY_MINUTES, Monthly, Season, Span, Spans
from geoapp.venues.weekly_hours.week import Appointment, Holidays, Week, grouped, runs

_LEAP_YEAR = 2028  # so that every day of a season has a date


def week_phrases(week: Week) -> list[str]:
    """Return the phrases of a week, in the order of the form's fields.

    Depends only on the week and the active language. An empty week has no phrases.
    """
    texts = [_daily_phrase(days, spans) for days, spans in grouped(week.days)]
    texts += [_monthly_phrase(row, week) for row in week.monthly]
    if week.appointment_days:
        days = {"days": format_days(week.appointment_days)}
        texts.append(gettext("%(days)s by appointment") % days)
    texts += _holiday_phrases(week)
    if week.appointment == Appointment.ONLY:
        texts.append(gettext("by appointment only"))
    elif week.appointment == Appointment.OTHERWISE:
        texts.append(gettext("at other times by appointment"))
    if week.season and texts:
        texts.insert(0, format_season(week.season))
    if week.remark:
        texts.append(gettext("“%(remark)s”") % {"remark": week.remark})
    return texts


def sentence(parts: Iterable[str]) -> str:
    """Join phrases to one line that begins with a capital letter."""
    line = "; ".join(parts)
    return line[:1].upper() + line[1:]


def format_time(minutes: int) -> str:
    """Return a time of day (minutes since midnight) in the reader's format."""
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return formats.time_format(time(hour, minute), "TIME_FORMAT")


def format_span(span: Span) -> str:
    """Return a span as two times joined by a dash, or "all day"."""
    if span == Span(0, DAY_MINUTES):
        return gettext("all day")
    return format_time_range(span.start, span.end)


def format_time_range(begin: int, end: int) -> str:
    """Return two times of day (minutes since midnight) joined by a dash."""
    return f"{format_time(begin)}–{format_time(end)}"  # noqa: RUF001


def format_spans(spans: Spans) -> str:
    """Return the spans of a day as a list in text."""
    return _join([format_span(span) for span in spans])


def format_days(days: Iterable[int]) -> str:
    """Return weekdays (Monday is 0): "Monday, Wednesday to Friday"."""
    days = sorted(days)
    if days == list(range(7)):
        return gettext("every day")
    texts: list[str] = []
    for first, last in runs(days):
        if last - first < 2:
            texts += [str(WEEKDAYS[day]) for day in range(first, last + 1)]
        else:
            ends = {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}
            texts.append(gettext("%(first)s to %(last)s") % ends)
    return _join(texts)


def ordinal_text(nth: int) -> str:
    """Return "first" to "fourth", or "last" for -1."""
    return {
        1: gettext("first"),
        2: gettext("second"),
        3: gettext("third"),
        4: gettext("fourth"),
        -1: gettext("last"),
    }[nth]


def format_season(season: Season) -> str:
    """Return "from April to October", with days if they are set."""
    first, last = (
        formats.date_format(date(_LEAP_YEAR, month, day), "MONTH_DAY_FORMAT")
        if day
        else str(MONTHS[month])
        for month, day in season.ends
    )
    if first == last:
        return gettext("%(month)s only") % {"month": first}
    return gettext("from %(first)s to %(last)s") % {"first": first, "last": last}


def _daily_phrase(days: list[int], spans: Spans) -> str:
    params = {"days": format_days(days), "times": format_spans(spans)}
    return gettext("%(days)s %(times)s") % params


def _monthly_phrase(row: Monthly, week: Week) -> str:
    params = {
        "nth": ordinal_text(row.nth),
        "day": WEEKDAYS[row.weekday],
        "times": format_spans(row.spans),
    }
    if week.days[row.weekday] or row.weekday in week.appointment_days:
        words = gettext("but %(times)s on the %(nth)s %(day)s of the month")
    else:
        words = gettext("%(nth)s %(day)s of the month %(times)s")
    return words % params


def _holiday_phrases(week: Week) -> list[str]:
    if week.holidays == Holidays.OTHER:
        times = {"times": format_spans(week.holiday_spans)}
        return [gettext("public holidays %(times)s") % times]
    words = {
        Holidays.AS_USUAL: gettext("open as usual on public holidays"),
        Holidays.CLOSED: gettext("closed on public holidays"),
    }.get(week.holidays)
    return [words] if words else []


def _join(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    params = {"list": ", ".join(words[:-1]), "last": words[-1]}
    return gettext("%(list)s and %(last)s") % params
