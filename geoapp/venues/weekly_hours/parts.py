"""What a week of opening hours is put together from: spans, days of a month, a season."""

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
    """Hours that contradict themselves, or that no string can say; in English."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From and until, in minutes since the day's midnight; beyond 1440 is the next."""

    begin: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.begin < DAY_MINUTES:
            raise InvalidWeek("A time span must start within its day.")
        if not self.begin < self.end <= self.begin + DAY_MINUTES:
            raise InvalidWeek("A time span must end after its start, within 24 hours.")
        if self.end == self.begin + DAY_MINUTES and self.begin:
            raise InvalidWeek("A span of a whole day must start at midnight.")

    @property
    def passes_midnight(self) -> bool:
        """Whether it ends on the next day; midnight itself is still this day."""
        return self.end > DAY_MINUTES

    def text(self) -> str:
        """Return it as "22:00-02:00"."""
        end = self.end if self.end <= DAY_MINUTES else self.end - DAY_MINUTES
        return f"{_clock(self.begin)}-{_clock(end)}"


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Monthly:
    """Other times on one weekday of the month, instead of that weekday's usual."""

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
        """Where it stands among others: by weekday, the last of the month last."""
        return self.weekday, NTHS.index(self.nth)


@dataclass(frozen=True, slots=True)
class Season:
    """The part of every year in which it is open at all, both ends included.

    Months count from 1. Days are given for both ends or, as None, for neither.
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
        """Return it as "Apr-Oct" or "Apr 15-Oct 03"."""
        first, last = (
            MONTHS[month - 1] + ("" if day is None else f" {day:02}")
            for month, day in self.ends
        )
        return first if first == last else f"{first}-{last}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def check_spans(spans: Spans) -> None:
    """Raise InvalidWeek unless spans of one day follow each other."""
    for before, after in pairwise(spans):
        if after.begin < before.end:
            raise InvalidWeek("The time spans of a day must not overlap.")
    if spans and spans[-1].end - DAY_MINUTES > spans[0].begin:
        raise InvalidWeek("Hours past midnight must end before the day's first span.")
