"""The labels of chosen values in the reader's language, for chips and choices."""

from datetime import datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext

from geoapp.crafts.choices import Audience, Wheelchair
from geoapp.crafts.spoken_languages import language, language_name
from geoapp.crafts.vocabulary import current
from geoapp.discovery.search.visit_time import VisitTime

_MONDAY, _TWO_DAYS = 0, timedelta(days=2)


def craft_label(craft: str) -> str:
    """Return the name of a craft in the reader's language."""
    return current().label(craft, of="crafts", language=language())


def equipment_label(equipment: str) -> str:
    """Return the name of a type of equipment in the reader's language."""
    return current().label(equipment, of="equipment", language=language())


def wheelchair_label(wheelchair: str) -> str:
    """Return the label of a value as a filter: "limited" includes the better ones."""
    if wheelchair == Wheelchair.LIMITED:
        return gettext("Full or limited wheelchair access")
    return str(Wheelchair(wheelchair).label)


def language_label(tag: str) -> str:
    """Return "German spoken" of "de"."""
    if tag == "*":
        return gettext("Any language known")
    return gettext("%(language)s spoken") % {"language": language_name(tag)}


def age_label(years: int) -> str:
    """Return the label of an age as a filter."""
    return gettext("Open to age %(years)d") % {"years": years}


def audience_label(audience: str) -> str:
    """Return the label of the audience whose hours are shown."""
    who = str(Audience(audience).label)
    return gettext("Opening hours for: %(who)s") % {"who": who}


def visit_label(visit: VisitTime) -> str:
    """Return "Open now", "Open Sat 10:00" or "Open for an hour, Sat 10:00 to 14:00"."""
    if visit.text == "now":
        return gettext("Open now")
    if visit.end is None:
        return gettext("Open %(time)s") % {"time": _short(visit.begin)}
    if _is_weekend(visit.begin, visit.end):
        days = {
            "begin": date_format(visit.begin, "SHORT_DAY_FORMAT"),
            "end": date_format(visit.end - timedelta(days=1), "SHORT_DAY_FORMAT"),
        }
        return gettext("Open at the weekend, %(begin)s to %(end)s") % days
    words = gettext("Open for an hour, %(begin)s to %(end)s")
    return words % {"begin": _short(visit.begin), "end": _short(visit.end)}


def _is_weekend(begin: datetime, end: datetime) -> bool:
    """Whether an interval is a Saturday and the Sunday after it, or the rest of them."""
    ends_on_sunday = end.weekday() == _MONDAY and end.time() == time()
    return ends_on_sunday and timedelta() < end - begin <= _TWO_DAYS


def _short(moment: datetime) -> str:
    return date_format(moment, "SHORT_DAY_TIME_FORMAT")
