"""Opening hours as readable text, or as written if they cannot be parsed."""

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

# Any time will do: whether a string parses does not depend on it.
_ANY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HoursText:
    """Hours as text, the current state, and a note about hours we cannot parse."""

    text: str = ""
    now: str = ""
    note: str = ""


def hours_text(text: str, *, venue: Venue, at: datetime) -> HoursText:
    """Return the text of an opening_hours string; `at` (aware) is the current time."""
    if not text:
        return HoursText()
    week = week_of(text)
    words = sentence(week_phrases(week)) if week else ""
    if not words:
        words = gettext("As written: “%(text)s”") % {"text": text}
    return HoursText(words, _now(text, venue, at), as_written_note(text))


def as_written_note(text: str) -> str:
    """Return a note about a string that cannot be evaluated, else ""."""
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
    """Return the current state in the venue's time zone, "" if that is unknown."""
    if not venue.time_zone or venue.location is None:
        return ""
    if not _parses(text, venue.time_zone, venue.country):
        return ""
    row = PublishedOpening(
        text=text,
        time_zone=venue.time_zone,
        country=venue.country,
        parsed=True,
        # No periods are stored, so the string itself is evaluated.
        computed_from=at,
        computed_until=at,
    )
    position = to_position(venue.location)
    return opening_text(open_state_of(row, moment=at, position=position), at)
