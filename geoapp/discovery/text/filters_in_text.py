"""Filters in free text: step-free, for beginners, drop in, a time, a distance.

What is recognised is removed from the text and becomes the filter that could have been
chosen, so that it is shown, counted and removed like any other.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geoapp.common.text import folded
from geoapp.crafts.choices import Mode
from geoapp.crafts.suggest import NAMED_OUTRIGHT, suggest
from geoapp.crafts.vocabulary import current
from geoapp.discovery.text import filter_lexicon
from geoapp.discovery.text.named_filters import NOW, named_filters, without_children
from geoapp.discovery.text.time_expressions import Weekend, find_time_expression
from geoapp.geo.values import MAX_RADIUS_M

__all__ = ["NOW", "TextFilters", "filters_in_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFilters:
    """The filters that a text names, and the rest of the text.

    `filters` are pairs of a filter's name and its value; that of `open_at` is NOW or a
    TimeExpression, that of `open_during` a Weekend: not yet a date. `mentions_free` is not a filter: too few venues list
    their prices.
    """

    rest: str
    filters: tuple[tuple[str, Any], ...] = ()
    radius_m: int | None = None
    mentions_free: bool = False


def _whole(pattern: str) -> re.Pattern[str]:
    before = rf"(?<![\w-]){filter_lexicon.NOT_NEGATED}"
    return re.compile(rf"{before}(?:{pattern})(?![\w'\u2019-])", re.IGNORECASE)


_NOW = _whole(filter_lexicon.OPEN_NOW)
_PHRASES = tuple(
    (phrase, tuple(_whole(p) for p in (phrase.anywhere, phrase.alone) if p))
    for phrase in filter_lexicon.PHRASES
)
_LEARN = _whole(filter_lexicon.LEARN)
_WITHIN = _whole(filter_lexicon.WITHIN)
_METRES_OF_MILE = 1609.344
_AGE = _whole(filter_lexicon.AGE)
_AGE_UNSPACED = re.compile(filter_lexicon.AGE_UNSPACED)
_FREE = (_whole(filter_lexicon.FREE), _whole(filter_lexicon.FREE_ALONE))


@lru_cache(maxsize=1024)
def filters_in_text(text: str) -> TextFilters:
    """Return the filters in a text, apart from crafts, machines, names and a place.

    The rest of the text names no filter, so that reading it again changes nothing: of
    two values of one filter the first counts.
    """
    read = _first_filters(text)
    while (more := _first_filters(read.rest)).rest != read.rest:
        read = TextFilters(
            rest=more.rest,
            filters=tuple({**dict(more.filters), **dict(read.filters)}.items()),
            radius_m=read.radius_m or more.radius_m,
            mentions_free=read.mentions_free or more.mentions_free,
        )
    return read


def _first_filters(text: str) -> TextFilters:
    filters: dict[str, Any] = {}
    now, rest = _taken((_NOW,), text)
    if now:
        filters["open_at"] = NOW
    for phrase, patterns in _PHRASES:
        is_named, rest = _taken(patterns, rest)
        if is_named:
            filters[phrase.filter] = phrase.value
    free, rest = _taken(_FREE, rest, beginning=True)
    if not now:
        rest, time = find_time_expression(rest, alone=_alone)
        if time is not None:
            filters["open_during" if isinstance(time, Weekend) else "open_at"] = time
    age, rest = _aged(rest)
    if age is not None:
        filters["age"] = age
    learn, rest = _taken((_LEARN,), rest)
    if learn:
        filters["mode"] = (Mode.LEARN.value,)
    radius_m, rest = _within(rest)
    named = named_filters(rest)
    return TextFilters(
        rest=named.rest,
        filters=tuple({**named.filters, **filters}.items()),
        radius_m=radius_m,
        mentions_free=free or named.mentions_free,
    )


def _aged(text: str) -> tuple[int | None, str]:
    """Return the age that a text names, and the text without it and its children."""
    match = _AGE.search(text) or _AGE_UNSPACED.search(text)
    if match is None:
        return None, text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    age = next(number for number in match.groups() if number)
    return int(age), without_children(rest)


def _taken(
    patterns: tuple[re.Pattern[str], ...], text: str, *, beginning: bool = False
) -> tuple[bool, str]:
    """Return whether a phrase is present, and the text without it.

    The second pattern counts only as a separate phrase; with `beginning` it also has to
    begin or end the text: "sugar free" is not a price.
    """
    anywhere, *doubtful = patterns
    match = anywhere.search(text)
    for pattern in doubtful if match is None else ():
        match = _standing_alone(pattern, text, beginning=beginning)
    if match is None:
        return False, text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return True, " ".join(rest.split()).strip(" ,;")


def _within(text: str) -> tuple[int | None, str]:
    """Return the metres of "within 5 km of", and the text with "near" instead."""
    match = _WITHIN.search(text)
    if match is None:
        return None, text
    number = float(match["number"].replace(",", "."))
    miles = re.fullmatch(filter_lexicon.MILES, match["unit"], re.IGNORECASE)
    metres = round(number * (_METRES_OF_MILE if miles else 1000))
    if not 1 <= metres <= MAX_RADIUS_M:
        return None, text
    before, after = text[: match.start()].strip(), text[match.end() :].strip()
    # "Within 5 km" may stand last: then it says how far around the place before it.
    return metres, f"{before} near {after}".strip() if after else before


def _standing_alone(
    pattern: re.Pattern[str], text: str, *, beginning: bool
) -> re.Match[str] | None:
    for match in pattern.finditer(text):
        before = text[: match.start()].strip()
        if beginning and before and not _names_a_craft(before, _ends):
            continue
        if _alone(text[match.end() :]):
            return match
    return None


def _alone(after: str) -> bool:
    """Whether what follows a word leaves it standing alone."""
    after = after.strip()
    if not after or after[0] in ",;.:?!)":
        return True
    first = folded(re.split(r"[\s,;.:?!]", after, maxsplit=1)[0])
    return first in filter_lexicon.FOLLOWERS or _names_a_craft(after, _begins)


def _names_a_craft(text: str, where: Callable[[str, int, int], bool]) -> bool:
    suggestion = suggest(text, vocabulary=current())
    return any(
        guess.confidence >= NAMED_OUTRIGHT and where(text, guess.start, guess.end)
        for guess in (*suggestion.crafts, *suggestion.equipment)
    )


def _begins(_text: str, start: int, _end: int) -> bool:
    return start == 0


def _ends(text: str, _start: int, end: int) -> bool:
    return end == len(text)
