"""Days and times in free text: "on sunday at 14", "Samstagnachmittag", "ce soir"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from geoapp.discovery.text import filter_lexicon

Alone = Callable[[str], bool]
# A day without an hour means noon: of all hours most places are open then.
_NOON = (12, 22)
# Who says "Saturday" on a Saturday evening means the next: else they say today.
_NOON_OF_A_NAMED_DAY = (12, 18)
_LAST = time(23, 59)
_SATURDAY = 5
_SATURDAY_AND_SUNDAY = frozenset({5, 6})
_EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A day and a time in a text, not yet a date.

    `weekdays` (Monday is 0) are the days meant, or `days` counts from today. During the
    time, up to `until`, the present moment is meant.
    """

    begin: time
    until: time
    weekdays: frozenset[int] = _EVERY_DAY
    days: int | None = None

    def next_after(self, local: datetime) -> datetime:
        """Return the next such wall clock time (naive); `local` is the present."""
        present = local.replace(second=0, microsecond=0, tzinfo=None)
        ahead = range(8) if self.days is None else (self.days,)
        dates = [present.date() + timedelta(days=n) for n in ahead]
        meant = [day for day in dates if self._means(day.weekday())]
        day = next((d for d in meant if not self._is_over(d, present)), meant[-1])
        moment = datetime.combine(day, self.begin)
        # What is said as an hour stays it; what lasts may have begun.
        lasts = self.begin != self.until and not self._is_over(day, present)
        return max(present, moment) if lasts else moment

    def _is_over(self, day: date, present: datetime) -> bool:
        end = datetime.combine(day, self.until)
        return end < present or (end == present and self.begin != self.until)

    def _means(self, weekday: int) -> bool:
        return self.days is not None or weekday in self.weekdays


@dataclass(frozen=True, slots=True)
class Weekend:
    """A Saturday and the Sunday after it: the running one or the coming, or the next.

    `weeks` counts from that one.
    """

    weeks: int = 0

    def interval_after(self, local: datetime) -> tuple[datetime, datetime]:
        """Return its beginning and end in wall clock time (naive).

        `local` is the present, where a running weekend begins.
        """
        present = local.replace(second=0, microsecond=0, tzinfo=None)
        midnight = datetime.combine(present.date(), time())
        to_saturday = _SATURDAY - present.weekday()
        saturday = midnight + timedelta(days=to_saturday, weeks=self.weeks)
        return max(present, saturday), saturday + timedelta(days=2)


def _either(alternatives: Mapping[Any, str] | tuple[str, ...]) -> str:
    patterns = (
        alternatives.values() if isinstance(alternatives, Mapping) else alternatives
    )
    return "|".join(patterns)


_PART = _either(filter_lexicon.PARTS)
_LONG = _either(filter_lexicon.WEEKDAYS)
_SHORT = _either(filter_lexicon.SHORT_WEEKDAYS)
# 14, 14:30, 14.30, 2pm, 14 Uhr, 14h30: the hour and what proves that it is one.
_CLOCK = (
    rf"(?P<before>{filter_lexicon.BEFORE_AN_HOUR} ?)?(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?:[:.]|(?P<h> ?h ?))(?P<minute>[0-5]\d))?"
    r"(?P<unit> ?(?:[ap]\.?m\b\.?|uhr|heures?|horas?|hrs?|h|o['\u2019]clock))?(?![\w:.%-]\w|\w)"
)
_BESIDES = rf"(?: ?(?:,? ?{filter_lexicon.BEFORE_A_PART} ?)?(?P<part>{_PART}))?"
_DAY = (
    rf"(?P<lead>(?:(?:{filter_lexicon.ANNOUNCING}) )+(?:the )?|over the |at the |"
    rf"{filter_lexicon.OPEN} )?"
    rf"(?:(?P<weekday>{_LONG})|(?P<short>{_SHORT})|(?P<weekend>{filter_lexicon.WEEKEND})|"
    rf"(?P<days>{'|'.join(filter_lexicon.DAYS)}))"
)
_DAY_TIME = re.compile(
    rf"\b(?:{filter_lexicon.OPEN} )?{_DAY}{_BESIDES}(?:,? ?{_CLOCK})?(?!\w)",
    re.IGNORECASE,
)
_TIME_DAY = re.compile(
    rf"(?<!\w)(?:{filter_lexicon.OPEN} )?{_CLOCK},? {_DAY}(?P<part>(?!))?(?!\w)",
    re.IGNORECASE,
)
_TODAYS = re.compile(
    rf"\b(?:{filter_lexicon.OPEN} )?(?P<todays>{_either(filter_lexicon.TODAYS)})(?:,? ?{_CLOCK})?(?!\w)",
    re.IGNORECASE,
)
_ANY_PART = re.compile(
    rf"\b(?:{filter_lexicon.OPEN} )?(?P<part>{_either(filter_lexicon.ANY_PARTS)})(?!\w)",
    re.IGNORECASE,
)
_CLOCK_ALONE = re.compile(
    rf"(?<!\w)(?:{filter_lexicon.OPEN} )?{_CLOCK}(?!\w)", re.IGNORECASE
)
_PROOF = re.compile(r"[ap]\.?m\.?|uhr|o['\u2019]clock", re.IGNORECASE)
_NOT_AFTER = re.compile(rf"\b{filter_lexicon.NOT_AFTER} $", re.IGNORECASE)
_NOT_BEFORE = re.compile(rf"^ {filter_lexicon.NOT_BEFORE}\b", re.IGNORECASE)
_NEXT = re.compile(filter_lexicon.NEXT, re.IGNORECASE)
_PLURAL = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days", re.IGNORECASE)


_Expression = TimeExpression | Weekend


def find_time_expression(
    text: str, *, alone: Alone
) -> tuple[str, TimeExpression | Weekend | None]:
    """Return the text without its first day and time, and the time expression.

    `alone` tells from what follows a day's name whether the day stands alone.
    """
    for form, read in _FORMS:
        for match in form.finditer(text):
            expression = read(match, alone)
            if expression is not None:
                return _without(text, match), expression
    return text, None


def _of_time_and_day(match: re.Match[str], _alone: Alone) -> _Expression | None:
    return _of_a_day(match) if _clock(match) else None


def _of_today(match: re.Match[str], _alone: Alone) -> TimeExpression:
    return _at(match, _span_of(filter_lexicon.TODAYS, match["todays"]), days=0)


def _of_day_and_time(match: re.Match[str], alone: Alone) -> _Expression | None:
    return _of_a_day(match) if _is_a_day(match, alone) else None


def _of_any_part(match: re.Match[str], _alone: Alone) -> TimeExpression:
    return _within(_span_of(filter_lexicon.ANY_PARTS, match["part"]))


def _of_an_hour(match: re.Match[str], _alone: Alone) -> TimeExpression | None:
    """Return the next such hour; "3h workshop" is a duration, not a time."""
    proof = _PROOF.fullmatch((match["unit"] or "").strip())
    is_an_hour = proof or (match["before"] and (match["minute"] or match["unit"]))
    return _at(match, _NOON) if is_an_hour and _clock(match) else None


_FORMS: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], Alone], _Expression | None]], ...
] = (
    (_TIME_DAY, _of_time_and_day),
    (_TODAYS, _of_today),
    (_DAY_TIME, _of_day_and_time),
    (_ANY_PART, _of_any_part),
    (_CLOCK_ALONE, _of_an_hour),
)


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _is_a_day(match: re.Match[str], alone: Alone) -> bool:
    """Whether a weekday's name means the day: in "Sunday roast" and "Mardi Gras" not."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if _NOT_AFTER.search(before) or _NOT_BEFORE.search(after):
        return False
    if match["part"] or _clock(match):
        return True
    announced = match["lead"] or _PLURAL.fullmatch(match["weekday"] or "")
    return not match["short"] and (bool(announced) or alone(after))


def _of_a_day(match: re.Match[str]) -> _Expression:
    whole = _NOON if match["days"] else _NOON_OF_A_NAMED_DAY
    span = _span_of(filter_lexicon.PARTS, match["part"]) if match["part"] else whole
    if match["weekend"] and not match["part"] and _clock(match) is None:
        return Weekend(weeks=int(bool(_NEXT.search(match["lead"] or ""))))
    if match["weekend"]:
        return _at(match, span, weekdays=_SATURDAY_AND_SUNDAY)
    if match["days"]:
        days = next(
            n
            for pattern, n in filter_lexicon.DAYS.items()
            if _is(pattern, match["days"])
        )
        return _at(match, span, days=days)
    names = (
        filter_lexicon.WEEKDAYS if match["weekday"] else filter_lexicon.SHORT_WEEKDAYS
    )
    name = match["weekday"] or match["short"]
    weekday = next(n for n, pattern in enumerate(names) if _is(pattern, name))
    return _at(match, span, weekdays=frozenset({weekday}))


def _is(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None


def _span_of(parts: Mapping[tuple[int, int], str], text: str) -> tuple[int, int]:
    return next(span for span, pattern in parts.items() if _is(pattern, text))


def _within(
    span: tuple[int, int],
    *,
    weekdays: frozenset[int] = _EVERY_DAY,
    days: int | None = None,
) -> TimeExpression:
    until = _LAST if span[1] == 24 else time(span[1])
    return TimeExpression(
        begin=time(span[0]), until=until, weekdays=weekdays, days=days
    )


def _at(
    match: re.Match[str],
    span: tuple[int, int],
    *,
    weekdays: frozenset[int] = _EVERY_DAY,
    days: int | None = None,
) -> TimeExpression:
    """Return the hour in the text, else the part of the day."""
    clock = _clock(match, afternoon=span[0] >= 15)
    if clock is None:
        return _within(span, weekdays=weekdays, days=days)
    return TimeExpression(begin=clock, until=clock, weekdays=weekdays, days=days)


def _clock(match: re.Match[str], *, afternoon: bool = False) -> time | None:
    """Return the hour in the text, or None if none can be meant.

    "Sunday 2" and "at 14 High Street" contain none: something must confirm it.
    """
    if match["hour"] is None:
        return None
    if not (match["before"] or match["unit"] or match["minute"]):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["unit"] or "").strip().casefold()[:1]
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif afternoon and 1 <= hour < 12:
        hour += 12  # "Sunday afternoon at 3"
    return time(hour % 24, minute)
