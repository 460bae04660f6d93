"""How long a confirmation of a place speaks for it in the order of results."""

from datetime import UTC, date, datetime

_YEARS = 3
_FEBRUARY, _LEAP_DAY = 2, 29


def known_since(at: datetime) -> date:
    """Return the first day whose confirmation still counts: 36 months before.

    Counted in whole days of UTC; `at` is aware. The 29th of February was last seen on
    the 28th.
    """
    today = at.astimezone(UTC).date()
    is_leap_day = (today.month, today.day) == (_FEBRUARY, _LEAP_DAY)
    return today.replace(year=today.year - _YEARS, day=28 if is_leap_day else today.day)
