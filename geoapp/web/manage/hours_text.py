"""What people will read of hours: plain words, or the string as it is written."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext

from geoapp.discovery.hours.open_state import open_state_of
from geoapp.geo.points import to_position
from geoapp.publishing.hours import periods
from geoapp.publishing.models import PublishedOpening
from geoapp.venues.models import Venue
from geoapp.venues.weekly_hours.parse import week_of
from geoapp.web.display_text import opening_text
from geoapp.web.manage.week_text import sentence, week_phrases

# Any moment will do: whether a string parses does not hang on the time.
_ANY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HoursText:
    """Hours in words, what they make of this moment, and what is to be known."""

    text: str = ""
    now: str = ""
    note: str = ""


def hours_text(text: str, *, venue: Venue, at: datetime) -> HoursText:
    """Return what people read of a string; `at` (aware) is the present moment."""
    if not text:
        return HoursText()
    week = week_of(text)
    words = sentence(week_phrases(week)) if week else ""
    if not words:
        words = gettext("As written: “%(text)s”") % {"text": text}
    return HoursText(words, _now(text, venue, at), as_written_note(text))


def as_written_note(text: str) -> str:
    """Return what to know about a string that nobody can evaluate, else ""."""
    if not text or _parses(text, "", ""):
        return ""
    return gettext(
        "We cannot interpret these hours. People see them as written but cannot "
        "filter by them."
    )


def _parses(text: str, time_zone: str, country: str) -> bool:
    return periods(
        text=text,
        time_zone=time_zone,
        country=country,
        position=None,
        start=_ANY,
        end=_ANY + timedelta(days=1),
    ).parsed


def _now(text: str, venue: Venue, at: datetime) -> str:
    """Return "Closed, opens Tuesday 10:00" by the venue's clock, "" without one."""
    if not venue.time_zone or venue.location is None:
        return ""
    if not _parses(text, venue.time_zone, venue.country):
        return ""
    row = PublishedOpening(
        text=text,
        time_zone=venue.time_zone,
        country=venue.country,
        parsed=True,
        # Nothing is computed yet: the string itself is asked.
        computed_from=at,
        computed_until=at,
    )
    position = to_position(venue.location)
    return opening_text(open_state_of(row, moment=at, position=position), at)
