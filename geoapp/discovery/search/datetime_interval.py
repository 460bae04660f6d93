"""`datetime` of OGC API - Features: an instant or an interval, in whole days of UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class DateInterval:
    """From one day to another, both included; None is an open end."""

    first: date | None
    last: date | None
    text: str

    EARLIEST: ClassVar[date] = date.min

    @classmethod
    def from_text(cls, text: str) -> "DateInterval":
        """Read RFC 3339 (`time`, `a/b`, `../b`, `a/..`); raise ValueError else.

        A time without hours is its whole day. Requirement /req/core/fc-time-definition
        of OGC 17-069r4.
        """
        parts = text.split("/")
        if len(parts) == 1:
            day = _day(parts[0])
            return cls(day, day, text)
        first, last = (None if end in {"", ".."} else _day(end) for end in parts)
        if first and last and _moment(parts[0]) > _moment(parts[1]):
            raise ValueError("The interval ends before it begins.")
        return cls(first, last, text)

    def __str__(self) -> str:
        return self.text


def _day(text: str) -> date:
    return _moment(text).date()


def _moment(text: str) -> datetime:
    if "T" not in text.upper():
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("A time needs its offset, such as Z.")
    return moment.astimezone(UTC)
