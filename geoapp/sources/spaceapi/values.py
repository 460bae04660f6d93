"""Parse single values of a document, whatever their type."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_MAX_NUMBER = 1e15
_MILLISECONDS_FROM = 1e11  # as seconds this would be the year 5138
_FIRST = datetime(2007, 1, 1, tzinfo=UTC)  # before the first spaces
# Only HTML tags: a space can be called "<name>space".
_TAGS = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|br|center|code|div|em|embed|font|form|h[1-6]|head|"
    r"hr|html|i|iframe|img|input|li|link|math|meta|object|ol|p|pre|script|small|span|"
    r"strong|style|sub|sup|svg|table|td|th|tr|tt|u|ul|video)\b[^<>]*>",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e]+")


@dataclass(slots=True)
class RepairLog:
    """The repairs of a document, without duplicates."""

    sentences: list[str] = field(default_factory=list)

    def add(self, sentence: str) -> None:
        """Add a repair."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)


def part(document: object, name: str) -> Mapping[str, Any]:
    """Return an object within the document, or an empty one."""
    value = document.get(name) if isinstance(document, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def text_of(value: object, book: RepairLog, *, what: str, longest: int) -> str:
    """Return a string on one line, without HTML; empty if it is not a string."""
    if not isinstance(value, str):
        return ""
    words = html.unescape(_TAGS.sub(" ", value))
    words = " ".join(_NO_TEXT.sub(" ", words).split())
    if words != " ".join(value.split()):
        book.add(f"Removed HTML or control characters from the {what}.")
    if len(words) > longest:
        book.add(f"Shortened the {what} to {longest} characters.")
        words = words[: longest - 1] + "…"
    return words


def number_of(value: object) -> float | None:
    """Return a number, also from text; None for everything else."""
    if isinstance(value, str) and len(value) <= 40:
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) <= _MAX_NUMBER else None


def timestamp_of(
    value: object, book: RepairLog, *, latest: datetime
) -> datetime | None:
    """Return the time of a timestamp (aware, UTC), or None if it is implausible.

    Timestamps are seconds since 1970. One after `latest` comes from a wrong clock and
    is ignored.
    """
    if value is None:
        return None
    seconds = number_of(value)
    if seconds is not None and seconds >= _MILLISECONDS_FROM:
        book.add("The lastchange was in milliseconds. Converted.")
        seconds /= 1000
    if seconds is None or not _FIRST.timestamp() <= seconds <= latest.timestamp():
        book.add(f"The lastchange {str(value)[:30]!r} is not a past time. Left out.")
        return None
    return datetime.fromtimestamp(int(seconds), tz=UTC)
