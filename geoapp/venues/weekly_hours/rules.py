"""The rules of an `opening_hours` string, as far as a week supports them.

The order of rules follows the specification: a rule after ";" replaces the days that it
names, a rule after "," adds to them.
"""

import re
from dataclasses import dataclass

from geoapp.venues.weekly_hours.parts import (
    DAY_MINUTES,
    MONTHS,
    WEEKDAYS,
    Season,
    Span,
    Spans,
)

_QUOTED = re.compile(r'"([^"]*)"')
_ADDED_QUOTE = re.compile(r',\s*("\d+")\s*$')
# A comma that starts a rule, not one within a list of days or times.
_ADDS = re.compile(r'(?:(?<=:\d\d)|(?<="))\s*,\s*(?=[A-Za-z])')
_DAY = "(?:" + "|".join(WEEKDAYS) + ")"
_MONTH = "(?:" + "|".join(MONTHS) + ")"
_DATE = rf"{_MONTH}(?: ?\d{{1,2}})?"
_DAYS = rf"(?:{_DAY}\[[-0-9, ]+\]|(?:PH|{_DAY}(?:\s?-\s?{_DAY})?)(?!\w))"
_TIME = r"\d{1,2}:\d\d\s?-\s?\d{1,2}:\d\d"
_RULE = re.compile(
    rf"(?:(?P<season>{_DATE}(?:\s?-\s?{_DATE})?)(?![\w,])\s?:?\s*)?"
    rf"(?P<usual>PH\s+(?={_DAY}))?"
    rf"(?P<days>{_DAYS}(?:\s?,\s?{_DAYS})*)?\s*"
    rf"(?P<times>{_TIME}(?:\s?,\s?{_TIME})*)?\s*"
    r'(?P<state>open|closed|off|unknown)?\s*(?:"(?P<quote>\d+)")?'
)
_NTH = re.compile(rf"({_DAY})\[([-0-9, ]+)\]")


class Beyond(Exception):
    """The string has content that a week cannot represent."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it applies, and its hours or state."""

    number: int
    adds: bool  # it follows ",", so earlier rules remain valid
    season: str
    usual: bool
    days: frozenset[int]
    nths: tuple[tuple[int, int], ...]  # (weekday, nth)
    holidays: bool
    spans: Spans
    closes: bool
    quote: str | None
    opens: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """The rules of a string and the fallback for all other times."""

    rules: tuple[Rule, ...]
    otherwise: str | None


def parsed(text: str) -> Parsed:
    """Return the rules of a string; raise Beyond if a week does not support one."""
    quotes = _QUOTED.findall(text)
    numbers = iter(range(len(quotes)))
    bare = _QUOTED.sub(lambda _found: f'"{next(numbers)}"', text).strip()
    # An additional quote without days applies to all remaining time.
    bare = _ADDED_QUOTE.sub(r" || \1", bare)
    main, *fallbacks = [part.strip() for part in bare.split("||")]
    if len(fallbacks) > 1:
        raise Beyond
    otherwise = [_quote(part, quotes) for part in fallbacks]
    rules = tuple(_rules(main, quotes))
    if not rules:
        raise Beyond
    return Parsed(rules, otherwise[0] if otherwise else None)


def _quote(part: str, quotes: list[str]) -> str:
    match = re.fullmatch(r'(?:unknown )?"(\d+)"', part)
    if match is None:
        raise Beyond
    return quotes[int(match[1])]


def _rules(main: str, quotes: list[str]) -> list[Rule]:
    rules: list[Rule] = []
    for rule in main.split(";"):
        for place, part in enumerate(_ADDS.split(rule.strip())):
            if part.strip():
                rules.append(_rule(len(rules), part.strip(), quotes, adds=place > 0))
    if not rules:
        raise Beyond
    return rules


def _rule(number: int, part: str, quotes: list[str], *, adds: bool) -> Rule:
    if part == "24/7":
        part = "Mo-Su 00:00-24:00"
    match = _RULE.fullmatch(part)
    if match is None:
        raise Beyond
    day_text = match["days"] or ""
    nths = tuple(
        (WEEKDAYS.index(day), int(nth))
        for day, places in _NTH.findall(day_text)
        for nth in _numbers(places)
    )
    weekdays = _NTH.sub("", day_text)
    holidays = "PH" in weekdays
    days = _weekdays(weekdays)
    if nths and (days or holidays):
        raise Beyond
    every = not day_text and bool(match["times"] or match["state"] in {"off", "closed"})
    state, quote = match["state"], match["quote"]
    return Rule(
        number=number,
        adds=adds,
        season=match["season"] or "",
        usual=bool(match["usual"]),
        days=frozenset(range(7)) if every else days,
        nths=nths,
        holidays=holidays,
        spans=tuple(sorted(map(_span, (match["times"] or "").split(","))))
        if match["times"]
        else (),
        closes=state in {"off", "closed"},
        quote=None if quote is None else " ".join(quotes[int(quote)].split()),
        opens=state == "open",
    )


def _numbers(places: str) -> list[int]:
    try:
        return [int(number) for number in places.split(",")]
    except ValueError:
        raise Beyond from None


def _weekdays(day_text: str) -> frozenset[int]:
    days: set[int] = set()
    for item in day_text.replace(" ", "").split(","):
        first, _dash, last = item.partition("-")
        if first in WEEKDAYS:
            start = WEEKDAYS.index(first)
            end = WEEKDAYS.index(last) if last else start
            days |= {
                day % 7 for day in range(start, end + (7 if end < start else 0) + 1)
            }
    return frozenset(days)


def _span(text: str) -> Span:
    start, end = (
        int(hours) * 60 + int(minutes)
        for hours, _colon, minutes in (
            clock.strip().partition(":") for clock in text.split("-")
        )
    )
    if end < start:
        end += DAY_MINUTES
    elif end == 0:
        end = DAY_MINUTES
    if any(int(clock.partition(":")[2]) > 59 for clock in text.split("-")):
        raise Beyond
    return Span(start, end)


def season_of(text: str) -> Season | None:
    """Return the season at the start of a rule, if any. Raises InvalidWeek."""
    if not text:
        return None
    dates = re.findall(rf"({_MONTH}) ?(\d{{1,2}})?", text)
    (first, first_day), (last, last_day) = dates[0], dates[-1]
    return Season(
        MONTHS.index(first) + 1,
        MONTHS.index(last) + 1,
        int(first_day) if first_day else None,
        int(last_day) if last_day else None,
    )
