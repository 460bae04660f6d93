"""Parameter parsing: every value is validated, every problem names its parameter."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_supported_language_variant, gettext

from geoapp.crafts.vocabulary import current
from geoapp.discovery.search.datetime_interval import DateInterval
from geoapp.discovery.search.visit_time import (
    MAX_INTERVAL,
    MIN_VISIT,
    VisitTime,
)
from geoapp.geo.values import BBox, InvalidGeometry, Position, Radius

# A year outside these cannot be meant, and no clock arithmetic overflows inside.
_YEARS = range(1990, 2200)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_LANGUAGE_RANGE = re.compile(r"\*|[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,7}")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,12}")
_INTERVAL = "2026-11-28T10:00/2026-11-28T14:00"
_FURTHEST_OFFSET = timedelta(hours=15)
OLDEST = 120  # years, of a person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, and what would be right."""

    parameter: str
    message: str
    is_unanswerable: bool = False  # and yet there is no answer to it as it stands


class ParamParser:
    """Parses the values of one request and collects the problems with them."""

    def __init__(
        self, params: Mapping[str, Sequence[str]], *, at: datetime | None = None
    ) -> None:
        """Parse `params`; `at` (aware) is what `now` means in them."""
        self.problems: list[Problem] = []
        self._params = params
        self._at = at

    def text(self, name: str, *, longest: int) -> str:
        """Return a text of at most `longest` characters, without control characters."""
        text = self._single(name)
        if len(text) > longest:
            words = gettext("Must be at most %(longest)d characters.")
            self._refuse(name, words % {"longest": longest})
            return ""
        printable = "".join(
            c if unicodedata.category(c)[0] != "C" else " " for c in text
        )
        return printable.strip()

    def value(self, name: str, allowed: Iterable[str]) -> str:
        """Return one of the allowed values, or an empty text."""
        value = self._single(name)
        return value if self._is_allowed(name, value, allowed) else ""

    def values(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """Return the allowed values, each once, in the order given."""
        values = dict.fromkeys(v for v in self._params.get(name, ()) if v)
        return tuple(v for v in values if self._is_allowed(name, v, allowed))

    def language(self, name: str) -> str:
        """Return a BCP 47 tag of a language of the site, or of a region of one."""
        tag = self._single(name)
        if not tag:
            return ""
        if _LANGUAGE.fullmatch(tag):
            try:
                return get_supported_language_variant(tag.lower())
            except LookupError:
                pass  # well written, and no language of ours
        words = gettext("Must be one of: %(known)s.")
        codes = ", ".join(code for code, _name in settings.LANGUAGES)
        self._refuse(name, words % {"known": codes})
        return ""

    def language_ranges(self, name: str) -> tuple[str, ...]:
        """Return language ranges (RFC 4647, basic) in lower case, each once."""
        ranges = dict.fromkeys(v for v in self._params.get(name, ()) if v)
        for text in ranges:
            if not _LANGUAGE_RANGE.fullmatch(text):
                self._refuse(name, gettext("Must be a language tag such as de."))
        valid = (text for text in ranges if _LANGUAGE_RANGE.fullmatch(text))
        return tuple(dict.fromkeys(text.lower() for text in valid))

    def craft_ids(self, name: str) -> tuple[str, ...]:
        """Return the ids of crafts in the vocabulary."""
        return self._known(name, current().crafts)

    def equipment_ids(self, name: str) -> tuple[str, ...]:
        """Return the ids of equipment types in the vocabulary."""
        return self._known(name, current().equipment)

    def position(self, name: str) -> Position | None:
        """Return `lon,lat`."""
        return self._parsed(name, Position.from_text)

    def bbox(self, name: str) -> BBox | None:
        """Return `west,south,east,north`."""
        return self._parsed(name, BBox.from_text)

    def radius(self, name: str) -> Radius | None:
        """Return a radius in metres."""
        metres = self._whole_number(name)
        if metres is None:
            return None
        try:
            return Radius(metres)
        except InvalidGeometry as error:
            self._refuse(name, str(error))
            return None

    def positive(self, name: str) -> int | None:
        """Return a whole number of at least 1."""
        number = self._whole_number(name)
        if number is not None and number < 1:
            self._refuse(name, gettext("Must be a whole number, 1 or more."))
            return None
        return number

    def whole_number(self, name: str, *, minimum: int, maximum: int) -> int | None:
        """Return a whole number between `minimum` and `maximum`, both included."""
        number = self._whole_number(name)
        if number is not None and not minimum <= number <= maximum:
            words = gettext("Must be a whole number from %(least)d to %(most)d.")
            self._refuse(name, words % {"least": minimum, "most": maximum})
            return None
        return number

    def days(self, name: str) -> DateInterval | None:
        """Return an instant or an interval of RFC 3339 times, as days in UTC."""
        text = self._single(name)
        if not text:
            return None
        try:
            return DateInterval.from_text(text.replace(" ", "+"))
        except (ValueError, OverflowError):  # year 1 in another offset is year 0
            words = gettext(
                "Must be a time such as 2026-11-28T10:00:00Z, or two times separated "
                "by /. Use .. for an open end."
            )
            self._refuse(name, words)
            return None

    def moment(self, name: str) -> VisitTime | None:
        """Return an instant (aware) or a wall clock (naive); "now" is `at`."""
        text = self._single(name)
        if not text:
            return None
        if text == "now" and self._at is not None:
            return VisitTime(self._at, text=text)
        moment = _moment(text)
        if moment is None:
            self._refuse(
                name, gettext("Must be `now` or a time such as 2026-11-28T10:00.")
            )
            return None
        return VisitTime(moment, text=self.text(name, longest=40))

    def interval(self, name: str) -> VisitTime | None:
        """Return START/END, both instants or both wall clocks, an hour or longer."""
        text = self._single(name)
        ends = [_moment(end) for end in text.split("/")] if text else []
        begin, end = ends if len(ends) == 2 else (None, None)
        if begin is None or end is None:
            if text:
                words = gettext("Must be two times such as %(example)s.")
                self._refuse(name, words % {"example": _INTERVAL})
            return None
        if (begin.tzinfo is None) != (end.tzinfo is None):
            self._refuse(name, gettext("Both times need an offset, or neither."))
        elif not MIN_VISIT <= end - begin <= MAX_INTERVAL:
            words = gettext("Must last from one hour to %(days)d days.")
            self._refuse(name, words % {"days": MAX_INTERVAL.days})
        else:
            return VisitTime(begin, end, self.text(name, longest=80))
        return None

    def _single(self, name: str) -> str:
        # A form without scripts sends its empty fields too.
        values = [value for value in self._params.get(name, ()) if value.strip()]
        if len(values) > 1:
            self._refuse(name, gettext("Give this parameter only once."))
        return values[0].strip() if values else ""

    def _is_allowed(self, name: str, value: str, allowed: Iterable[str]) -> bool:
        if value and value not in (choices := list(allowed)):
            words = gettext("Must be one of: %(known)s.")
            self._refuse(name, words % {"known": ", ".join(choices)})
            return False
        return True

    def _known(self, name: str, terms: Mapping[str, Any]) -> tuple[str, ...]:
        values = dict.fromkeys(v for v in self._params.get(name, ()) if v)
        for value in values:
            if value not in terms:
                words = gettext("There is no %(name)s with the ID %(id)s.")
                self._refuse(name, words % {"name": name, "id": repr(value[:64])})
        return tuple(value for value in values if value in terms)

    def _parsed(self, name: str, parse: Callable[[str], T]) -> T | None:
        text = self._single(name)
        if not text:
            return None
        try:
            return parse(text)
        except InvalidGeometry as error:
            self._refuse(name, str(error))
            return None

    def _whole_number(self, name: str) -> int | None:
        text = self._single(name)
        if not text:
            return None
        if not _WHOLE_NUMBER.fullmatch(text):
            self._refuse(name, gettext("Must be a whole number."))
            return None
        return int(text)

    def _refuse(self, name: str, message: str) -> None:
        self.problems.append(Problem(name, message))


def _moment(text: str) -> datetime | None:
    """Return a time with its hour, in a plausible year."""
    try:
        # A `+` of an offset arrives as a blank where it was not escaped.
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        return None
    offset = moment.utcoffset() or timedelta()
    # PostgreSQL knows no time zone further than this from UTC.
    is_known = abs(offset) <= _FURTHEST_OFFSET and moment.year in _YEARS
    return moment if "T" in text and is_known else None
