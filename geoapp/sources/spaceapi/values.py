"""Single values of a document, whatever was written in their place."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_LARGEST = 1e15
_MILLISECONDS_FROM = 1e11  # as seconds this would be the year 5138
_FIRST = datetime(2007, 1, 1, tzinfo=UTC)  # no endpoint is older than the first spaces
# Only what is HTML: a space is called "<name>space".
_TAGS = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|br|center|code|div|em|embed|font|form|h[1-6]|head|"
    r"hr|html|i|iframe|img|input|li|link|math|meta|object|ol|p|pre|script|small|span|"
    r"strong|style|sub|sup|svg|table|td|th|tr|tt|u|ul|video)\b[^<>]*>",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e]+")


@dataclass(slots=True)
class RepairLog:
    """What was mended in one document, each thing once."""

    sentences: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        """Take note of a repair."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)


def part(document: object, name: str) -> Mapping[str, Any]:
    """Return an object within the document; an empty one where there is none."""
    value = document.get(name) if isinstance(document, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def text_of(value: object, book: RepairLog, *, what: str, longest: int) -> str:
    """Return the words of a value on one line, without HTML; empty for no text."""
    if not isinstance(value, str):
        return ""
    words = html.unescape(_TAGS.sub(" ", value))
    words = " ".join(_NO_TEXT.sub(" ", words).split())
    if words != " ".join(value.split()):
        book.say(f"HTML or signs that are no text were taken out of its {what}.")
    if len(words) > longest:
        book.say(f"Its {what} was cut after {longest} characters.")
        words = words[: longest - 1] + "…"
    return words


def number_of(value: object) -> float | None:
    """Return a number, also one that was written as text; None for all else."""
    if isinstance(value, str) and len(value) <= 40:
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) <= _LARGEST else None


def moment_of(value: object, book: RepairLog, *, latest: datetime) -> datetime | None:
    """Return a time stamp's moment (aware, UTC); None where it is not sane.

    Stamps count seconds since 1970. One after `latest` was not written by a clock
    that is right, and tells nothing.
    """
    if value is None:
        return None
    seconds = number_of(value)
    if seconds is not None and seconds >= _MILLISECONDS_FROM:
        book.say("Its lastchange counted milliseconds.")
        seconds /= 1000
    if seconds is None or not _FIRST.timestamp() <= seconds <= latest.timestamp():
        book.say(f"Its lastchange {str(value)[:30]!r} is no past time; left out.")
        return None
    return datetime.fromtimestamp(int(seconds), tz=UTC)
