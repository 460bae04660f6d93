"""Texts for opening states, distances and freshness, in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext, ngettext

from geoapp.crafts.spoken_languages import language
from geoapp.discovery.hours.open_state import (
    CLOSED,
    OPEN,
    UNKNOWN,
    LiveReport,
    OpenState,
)
from geoapp.discovery.hours.open_today import OpenPlace
from geoapp.discovery.matching.matches import Match, PlanOffer
from geoapp.discovery.matching.reasons import months_since
from geoapp.discovery.search.params import Problem
from geoapp.publishing.hours import Span
from geoapp.publishing.models import PublishedVenue
from geoapp.web.distances import distance_text

_LAST_SAID_MINUTES = 7 * 24 * 60
_AREA_PRECISIONS = frozenset({"city", "area"})


def opening_text(opening: OpenState, at: datetime) -> str:
    """Return "Open until 21:00", "Closed, opens in 2 h", and the like."""
    if opening.live is not None:
        return _live_text(opening.live, at)
    if opening.state == OPEN:
        return _open_text(opening.until, at)
    if opening.state == CLOSED:
        return _opens_text(opening.next_open, at)
    return _unknown_text(opening)


def tells_hours(opening: OpenState | None) -> bool:
    """Return whether anything is known, if only a text or a comment."""
    if opening is None:
        return False
    is_unparsed = opening.text and not opening.parsed
    return bool(
        opening.live
        or opening.state != UNKNOWN
        or opening.until
        or opening.comment
        or is_unparsed
    )


def _open_text(until: datetime | None, at: datetime) -> str:
    if until is None or until - at > timedelta(days=6):
        return gettext("Open")
    return gettext("Open until %(time)s") % {"time": _clock(until, at)}


def _minutes(begin: datetime, end: datetime) -> int:
    """Return the minutes between by the clock's hand: texts change with the minute only.

    Stored pages are made anew each minute (web/page_cache).
    """
    return int(end.timestamp() // 60 - begin.timestamp() // 60)


def _live_text(live: LiveReport, at: datetime) -> str:
    minutes = max(_minutes(live.at, at), 0)
    if minutes == 0:
        just_now = gettext("Open now (updated just now)")
        return just_now if live.open else gettext("Closed now (updated just now)")
    if live.open:
        words = gettext("Open now (updated %(n)d min ago)")
    else:
        words = gettext("Closed now (updated %(n)d min ago)")
    return words % {"n": minutes}


def last_reported_text(live: LiveReport, at: datetime) -> str:
    """Return the last reported opening state and its age; "" after a week."""
    minutes = _minutes(live.at, at)
    if not 0 <= minutes < _LAST_SAID_MINUTES:
        return ""
    state = gettext("open") if live.open else gettext("closed")
    if minutes < 60:
        words, n = gettext("Last reported %(said)s, %(n)d min ago"), minutes
    elif minutes < 48 * 60:
        words, n = gettext("Last reported %(said)s, %(n)d h ago"), minutes // 60
    else:
        words = gettext("Last reported %(said)s, %(n)d days ago")
        n = minutes // (24 * 60)
    return words % {"said": state, "n": n}


def _unknown_text(opening: OpenState) -> str:
    if opening.text and not opening.parsed:
        return gettext("Opening hours: “%(text)s”") % {"text": opening.text}
    words = (
        gettext("May be open")
        if opening.until
        else gettext("Opening hours not known yet")
    )
    if not opening.comment:
        return words
    params = {"state": words, "comment": opening.comment}
    return gettext("%(state)s: “%(comment)s”") % params


def _opens_text(next_open: datetime | None, at: datetime) -> str:
    if next_open is None:
        return gettext("Closed")
    minutes = _minutes(at, next_open)
    if minutes < 60:
        return gettext("Closed, opens in %(n)d min") % {"n": max(minutes, 1)}
    if minutes < 6 * 60:
        return gettext("Closed, opens in %(n)d h") % {"n": round(minutes / 60)}
    return gettext("Closed, opens %(time)s") % {"time": _clock(next_open, at)}


def _clock(moment: datetime, at: datetime) -> str:
    """Return the time, with the day if it is not today."""
    days = (moment.date() - at.astimezone(moment.tzinfo).date()).days
    if days == 0:
        return formats.time_format(moment, "TIME_FORMAT")
    form = "WEEKDAY_TIME_FORMAT" if days < 7 else "DAY_TIME_FORMAT"
    return formats.date_format(moment, form)


def place_text(venue: PublishedVenue, metres: float | None) -> str:
    """Return town and distance, or that the location is approximate."""
    if venue.precision in _AREA_PRECISIONS:
        if venue.locality:
            return gettext("in %(place)s (approximate location)") % {
                "place": venue.locality
            }
        return gettext("approximate location")
    words = [venue.locality] if venue.locality else []
    if metres is not None:
        words.append(_near_text(venue, metres))
    return ", ".join(words)


def distance_from_text(venue: PublishedVenue, metres: float) -> str:
    """Return the distance alone, or that the location is approximate."""
    if venue.precision in _AREA_PRECISIONS:
        return place_text(venue, metres)
    return _near_text(venue, metres)


def _near_text(venue: PublishedVenue, metres: float) -> str:
    near = distance_text(metres)
    about = venue.uncertainty_m and venue.uncertainty_m >= metres
    return gettext("about %(n)s") % {"n": near} if about else near


def total_distance_text(plan: PlanOffer) -> str:
    """Return the total distance of a plan; "about" if one location is not exact."""
    way = distance_text(plan.way_m)
    if any(_is_doubtful(stop.match) for stop in plan.stops):
        return gettext("about %(n)s") % {"n": way}
    return way


def _is_doubtful(match: Match) -> bool:
    venue = match.venue
    return (
        venue.precision in _AREA_PRECISIONS
        or (venue.uncertainty_m or 0) >= match.distance_m
    )


def directions_text(venue: PublishedVenue) -> str:
    """Return the text of the link to directions, with the town if only that is known."""
    if venue.precision not in _AREA_PRECISIONS:
        return gettext("Directions")
    if venue.locality:
        return gettext("Directions to %(place)s") % {"place": venue.locality}
    return gettext("Directions to the area")


def freshness_text(venue: PublishedVenue, at: datetime) -> str:
    """Return "Last confirmed 12 days ago", or the year, or "Not confirmed yet"."""
    day = venue.confirmed_at
    if day is None:
        return gettext("Not confirmed yet")
    months = months_since(day, at)
    if months >= 12:
        return last_confirmed_text(day.year)
    if months >= 2:
        return ngettext(
            "Last confirmed %(n)d month ago", "Last confirmed %(n)d months ago", months
        ) % {"n": months}
    return _days_text(max((at.date() - day).days, 0))


def last_confirmed_text(year: int) -> str:
    """Return the badge of a place not confirmed for a year or longer."""
    return gettext("Last confirmed %(year)d") % {"year": year}


def _days_text(days: int) -> str:
    if days == 0:
        return gettext("Last confirmed today")
    return ngettext(
        "Last confirmed %(n)d day ago", "Last confirmed %(n)d days ago", days
    ) % {"n": days}


def problem_text(problem: Problem) -> str:
    """Return the message about an invalid parameter of the link."""
    if language() == "en":
        return problem.message
    # Messages of geoapp.geo are English only.
    return {
        "near": gettext("Enter two numbers in degrees: `longitude,latitude`."),
        "bbox": gettext("Enter four numbers in degrees: `west,south,east,north`."),
        "radius_m": gettext("Enter a whole number of metres."),
    }.get(problem.parameter, problem.message)


def operation_text(operation: Mapping[str, str | None]) -> str:
    """Return since when and why a place is in its state: "Since May 2013"."""
    reasons = {
        "lost_space": gettext("lost its space"),
        "relocated": gettext("has moved"),
        "looking_for_space": gettext("looking for a new space"),
        "not_open_yet": gettext("not open yet"),
    }
    reason = operation["reason"] or ""
    words = [reasons.get(reason, reason)] if reason else []
    if operation["since"]:
        day = date.fromisoformat(operation["since"])
        month = formats.date_format(day, "YEAR_MONTH_FORMAT")
        words.insert(0, gettext("Since %(month)s") % {"month": month})
    return ": ".join(words)


def today_text(place: OpenPlace, at: datetime) -> str:
    """Return "until 18:00", "opens 14:00, until 18:00", or that it is unknown."""
    words = []
    if place.state.live and place.state.live.open:
        words.append(opening_text(place.state, at))
    elif not place.spans:
        return _unknown_text(place.state)
    for begin, until in place.spans:
        times = {
            "begin": formats.time_format(begin, "TIME_FORMAT"),
            "until": formats.time_format(until, "TIME_FORMAT"),
        }
        if begin > at:
            words.append(gettext("Opens at %(begin)s, closes at %(until)s") % times)
        elif until - at > timedelta(days=1):
            words.append(gettext("Open all day"))
        else:
            words.append(gettext("Open until %(until)s") % times)
    return "; ".join(words)


def span_text(span: Span) -> str:
    """Return a span of a day in the venue's local time, or "all day"."""
    begin, until = span
    if begin.time() == until.time() == time():
        return gettext("all day")
    times = (formats.time_format(moment, "TIME_FORMAT") for moment in (begin, until))
    return "\N{EN DASH}".join(times)


def strength_text(strength: str) -> str:
    """Return how much a craft needs a machine: "needs", "usually needs", "optional"."""
    return {
        "required": gettext("needs:"),
        "typical": gettext("usually needs:"),
    }.get(strength, gettext("optional:"))


def induction_text(machines: Sequence[Mapping[str, Any]]) -> str:
    """Return whether machines need an induction, "" if nothing is known."""
    inductions = {machine["induction"] for machine in machines if machine["count"] != 0}
    if inductions - {"", "none"}:
        return gettext("some machines need an induction")
    # A machine with no information may still need one.
    return gettext("no induction needed") if inductions == {"none"} else ""
