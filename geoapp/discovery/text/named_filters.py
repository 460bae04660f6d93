"""Filters that a text names in the words of the vocabulary's language files.

English, German, French and Spanish have careful expressions of their own for some
(filter_lexicon); what these read is not read here again.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache, lru_cache
from typing import Any

from geoapp.common.text import folded
from geoapp.crafts.choices import Access, Mode, Newcomers, Wheelchair
from geoapp.crafts.filter_words import NamedValue, course_in_compound, named_values
from geoapp.crafts.language_file import WEEKDAYS
from geoapp.crafts.stop_words import stop_words_of
from geoapp.crafts.suggest import NAMED_OUTRIGHT, Guess, Suggestion, suggest
from geoapp.crafts.vocabulary import current
from geoapp.crafts.word_forms import WORD
from geoapp.discovery.text.time_expressions import TimeExpression, Weekend

NOW = "now"
_WITH_EXPRESSIONS = frozenset({"en", "de", "fr", "es"})
_PARTS = {"morning": (10, 12), "afternoon": (15, 18), "evening": (19, 24)}
_DAYS = {"today": 0, "tomorrow": 1, "tonight": 0}
# Blanks and commas, also those of Japanese and Chinese.
_AT_THE_ENDS = " ,;\u3001\u3002\uff0c"
_NOON = (12, 22)
_NOON_OF_A_NAMED_DAY = (12, 18)
_EXPRESSED = frozenset(
    {
        *(("weekdays", day) for day in WEEKDAYS),
        *(("filters", value) for value in (*_PARTS, *_DAYS, "open_now", "near_me")),
        *(("filters", value) for value in ("wheelchair", "newcomers", "free")),
        ("access", Access.DROP_IN.value),
        ("modes", Mode.LEARN.value),
    }
)
_WITHOUT_MEMBERSHIP = (
    Access.PUBLIC.value,
    Access.DROP_IN.value,
    Access.COURSE.value,
    Access.APPOINTMENT.value,
)
_PARAMETERS = {"modes": "mode", "access": "access"}
# A filter's word -> the parameter and its value.
_VALUES: dict[str, tuple[str, Any]] = {
    "without_membership": ("access", _WITHOUT_MEMBERSHIP),
    "wheelchair": ("wheelchair", Wheelchair.LIMITED.value),
    "newcomers": ("newcomers", Newcomers.WELCOME.value),
    "this_weekend": ("open_during", Weekend()),
    "next_weekend": ("open_during", Weekend(weeks=1)),
    "open_now": ("open_at", NOW),
}
# Of these words a person says nothing about the place, or nothing that is a filter.
_UNREAD = frozenset({("access", Access.SCHOOL_ONLY.value), ("filters", "children")})


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFilters:
    """The rest of a text, and what it names, as in TextFilters."""

    rest: str
    filters: dict[str, Any]
    mentions_free: bool = False


def named_filters(text: str) -> NamedFilters:
    """Return the filters that the words of a text name.

    A verb of many crafts counts beside a craft or machine, or alone: "The Repair Shop"
    is a name. One that is part of a craft's name counts where the rest names the craft
    as well ("shoe repair"), so that it can be taken away.
    """
    named = tuple(_counting(text))
    filters = _filters(named)
    rest = _without(text, named)
    if _is_a_mode(rest) and filters.get("mode") == (Mode.REPAIR.value,):
        del filters["mode"]  # "fix my bike": bicycle repair is nothing else
    learns = _without_courses(rest)
    if learns != rest:
        filters.setdefault("mode", (Mode.LEARN.value,))
    values = {value.value for value in named}
    if "near_me" in values:
        learns = f"{learns} near me".strip()
    return NamedFilters(rest=learns, filters=filters, mentions_free="free" in values)


def without_children(text: str) -> str:
    """Return a text without its words for children, whose age says more."""
    values = named_values(text, vocabulary=current())
    return _without(text, [value for value in values if value.value == "children"])


def _counting(text: str) -> Iterator[NamedValue]:
    """Yield the values that a text names, apart from what is part of other names."""
    terms = _terms(text)
    values = [v for v in named_values(text, vocabulary=current()) if _is_read(v)]
    for value in values:
        around = {t.id for t in terms if value.start < t.end and t.start < value.end}
        if around:
            is_meant = value.section == "modes" and around <= _named_without(
                text, value
            )
        elif value.section == "modes":
            is_meant = _is_of_something(text, value)
        elif value.section == "weekdays":
            is_meant = _stands_apart(text, value)
        else:
            is_meant = True
        if is_meant:
            yield value


@lru_cache(maxsize=1024)
def _suggestion(text: str) -> Suggestion:
    """Read a text once: each of its values is judged by what stands beside it."""
    return suggest(text, vocabulary=current())


def _terms(text: str) -> list[Guess]:
    suggestion = _suggestion(text)
    guesses = (*suggestion.crafts, *suggestion.equipment)
    return [guess for guess in guesses if guess.confidence >= NAMED_OUTRIGHT]


def _named_without(text: str, value: NamedValue) -> set[str]:
    """Return the crafts and machines that the rest of a text names or hints at."""
    suggestion = _suggestion(_without(text, [value]))
    return {guess.id for guess in (*suggestion.crafts, *suggestion.equipment)}


def _is_of_something(text: str, value: NamedValue) -> bool:
    """Whether a verb stands beside what it is done to, or alone."""
    rest = _without(text, [value])
    suggestion = _suggestion(rest)
    return not rest or bool(suggestion.crafts or suggestion.equipment)


def _stands_apart(text: str, value: NamedValue) -> bool:
    """Whether a weekday is no part of a town's name (Rimavská Sobota).

    It has its preposition, or no word beside it that says nothing else.
    """
    if " " in text[value.start : value.end]:
        return True
    before = WORD.findall(text[: value.start])[-1:]
    after = WORD.findall(text[value.end :])[:1]
    stop_words = stop_words_of(current())
    return all(folded(word) in stop_words or _terms(word) for word in before + after)


def _is_a_mode(text: str) -> bool:
    """Whether every craft that a text names is a mode by itself."""
    terms = _terms(text)
    return bool(terms) and all(_names_a_mode(term.id) for term in terms)


def _is_read(value: NamedValue) -> bool:
    named = (value.section, value.value)
    is_expressed = named in _EXPRESSED and value.languages & _WITH_EXPRESSIONS
    return value.section != "kinds" and named not in _UNREAD and not is_expressed


@cache
def _names_a_mode(term_id: str) -> bool:
    """Whether a craft is a mode by itself: bicycle repair is nothing but repair."""
    vocabulary = current()
    term = vocabulary.crafts.get(term_id) or vocabulary.equipment[term_id]
    named = named_values(term.labels["en"], vocabulary=vocabulary)
    return any(value.section == "modes" for value in named)


def _filters(values: tuple[NamedValue, ...]) -> dict[str, Any]:
    named = {value.value for value in values if value.section == "filters"}
    filters: dict[str, Any] = {
        parameter: tuple(dict.fromkeys(v.value for v in values if v.section == section))
        for section, parameter in _PARAMETERS.items()
        if any(value.section == section for value in values)
    }
    for name, (parameter, value) in _VALUES.items():
        if name in named:
            filters[parameter] = value
    if "open_at" not in filters and "open_during" not in filters:
        moment = _time(values, named)
        if moment is not None:
            filters["open_at"] = moment
    return filters


def _time(values: Iterable[NamedValue], named: set[str]) -> TimeExpression | None:
    """Return the day and its part, where either is named."""
    days = next((n for name, n in _DAYS.items() if name in named), None)
    weekdays = {WEEKDAYS.index(v.value) for v in values if v.section == "weekdays"}
    part = next((span for name, span in _PARTS.items() if name in named), None)
    if "tonight" in named:
        part = _PARTS["evening"]
    if days is None and not weekdays and part is None:
        return None
    span = part or (_NOON if days is not None else _NOON_OF_A_NAMED_DAY)
    expression = {"weekdays": frozenset(weekdays)} if weekdays else {}
    until = time(23, 59) if span[1] == 24 else time(span[1])
    return TimeExpression(begin=time(span[0]), until=until, days=days, **expression)


def _without(text: str, values: Iterable[NamedValue]) -> str:
    for value in reversed(tuple(values)):
        text = f"{text[: value.start]} {text[value.end :]}"
    return " ".join(text.split()).strip(_AT_THE_ENDS)


def _without_courses(text: str) -> str:
    """Return the text with "Töpfer" for "Töpferkurs"; a Konkurs is no course."""

    def head_of(match: re.Match[str]) -> str:
        head = course_in_compound(match[0], vocabulary=current())
        if head is None:
            return match[0]
        suggestion = _suggestion(head)
        return head if suggestion.crafts or suggestion.equipment else match[0]

    return WORD.sub(head_of, text)
