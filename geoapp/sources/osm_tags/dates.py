"""Dates in the tags of OpenStreetMap: when a place was looked at, or ended."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

_SURVEY_KEYS = (
    *("check_date", "survey:date", "survey_date", "last_checked", "lastcheck"),
    *("last_check", "checked", "check_date:shop", "check_date:craft"),
    *("check_date:leisure", "check_date:amenity"),
)
# Of the hours alone, beside the newer key; most specific first.
_HOURS_KEYS = (
    "check_date:{key}",
    "{key}:check_date",
    "{key}:lastcheck",
    "{key}:date",
)
_TIME = re.compile(r"T\d.*", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_PARTS = 3


def date_of(text: str) -> date | None:
    """Return the date of `2026-01-28`, `2026-01` or `2026`, or else None.

    A month or a year counts as its first day: a later day would be an assumption. A
    time of day after the date is left out.
    """
    parts = _TIME.sub("", text.strip()).replace("/", "-").split("-")
    if not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    try:
        numbers = [int(part) for part in parts]
        return date(*[*numbers, 1, 1][:_PARTS]) if len(numbers) <= _PARTS else None
    except (ValueError, OverflowError):
        return None


def first_year(text: str) -> date | None:
    """Return the first day of a year that a vague date names: "before 2015"."""
    year = _YEAR.search(text)
    return date(int(year[0]), 1, 1) if year else None


def surveyed_at(tags: Mapping[str, str], *, today: date | None = None) -> date | None:
    """Return the latest survey date in the tags; those after `today` are mistakes."""
    return _latest((tags.get(key, "") for key in _SURVEY_KEYS), today)


def hours_checked_at(
    tags: Mapping[str, str], key: str, *, today: date | None = None
) -> date | None:
    """Return when the hours in a tag were checked, by its own dates."""
    names = [pattern.format(key=key) for pattern in _HOURS_KEYS]
    if key != "opening_hours":
        names += [pattern.format(key="opening_hours") for pattern in _HOURS_KEYS]
    return next(
        (day for name in names if (day := _latest([tags.get(name, "")], today))), None
    )


def _latest(texts: Iterable[str], today: date | None) -> date | None:
    # A tag that was checked several times may hold several dates.
    dates = (date_of(text) for several in texts for text in several.split(";"))
    past = (day for day in dates if day and (today is None or day <= today))
    return max(past, default=None)
