"""Parts of weekly opening hours: time spans, days of the month, seasons."""

from dataclasses import dataclass
from itertools import pairwise

from geoapp.common.errors import DomainError

DAY_MINUTES = 24 * 60
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST = -1
NTHS = (1, 2, 3, 4, LAST)  # of its weekday in a month


class InvalidWeek(DomainError):
    """The hours contradict themselves or cannot be written as a string."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Start and end in minutes since midnight; beyond 1440 is the next day."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY_MINUTES:
            raise InvalidWeek("A time span must start within its day.")
        if not self.start < self.end <= self.start + DAY_MINUTES:
            raise InvalidWeek("A time span must end after its start, within 24 hours.")
        if self.end == self.start + DAY_MINUTES and self.start:
            raise InvalidWeek("A span of a whole day must start at midnight.")

    @property
    def passes_midnight(self) -> bool:
        """Return whether it ends on the next day; midnight belongs to this day."""
        return self.end > DAY_MINUTES

    def text(self) -> str:
        """Return the span as "22:00-02:00"."""
        end = self.end if self.end <= DAY_MINUTES else self.end - DAY_MINUTES
        return f"{_clock(self.start)}-{_clock(end)}"


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Monthly:
    """Hours on one weekday of the month, such as its second Tuesday."""

    weekday: int  # 0 is Monday
    nth: int  # one of NTHS
    spans: Spans

    def __post_init__(self) -> None:
        if self.weekday not in range(7) or self.nth not in NTHS or not self.spans:
            raise InvalidWeek(
                "A day of the month needs a weekday, its number and times."
            )
        check_spans(self.spans)

    @property
    def order(self) -> tuple[int, int]:
        """The sort key: weekday, then occurrence; the last of the month is last."""
        return self.weekday, NTHS.index(self.nth)


@dataclass(frozen=True, slots=True)
class Season:
    """The part of every year with opening hours, both ends included.

    Months count from 1. Days are either both set or both None.
    """

    first_month: int
    last_month: int
    first_day: int | None = None
    last_day: int | None = None

    def __post_init__(self) -> None:
        if (self.first_day is None) != (self.last_day is None):
            raise InvalidWeek("A season needs a day at both ends or at neither.")
        for month, day in self.ends:
            if month not in range(1, 13):
                raise InvalidWeek("A month must be between 1 and 12.")
            if day is not None and not 1 <= day <= MONTH_DAYS[month - 1]:
                raise InvalidWeek(f"{MONTHS[month - 1]} has no day {day}.")

    @property
    def ends(self) -> tuple[tuple[int, int | None], tuple[int, int | None]]:
        """The first and the last (month, day)."""
        return (self.first_month, self.first_day), (self.last_month, self.last_day)

    def text(self) -> str:
        """Return the season as "Apr-Oct" or "Apr 15-Oct 03"."""
        first, last = (
            MONTHS[month - 1] + ("" if day is None else f" {day:02}")
            for month, day in self.ends
        )
        return first if first == last else f"{first}-{last}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def check_spans(spans: Spans) -> None:
    """Raise InvalidWeek unless the spans of a day are in order and do not overlap."""
    for before, after in pairwise(spans):
        if after.start < before.end:
            raise InvalidWeek("The time spans of a day must not overlap.")
    if spans and spans[-1].end - DAY_MINUTES > spans[0].start:
        raise InvalidWeek("Hours past midnight must end before the day's first span.")
