"""Filters that a text names in the words of the vocabulary's language files.

English, German, French and Spanish have careful expressions of their own for some
(filter_lexicon); what these read is not read here again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any

from geoapp.crafts.choices import Access, Mode, Newcomers, Wheelchair
from geoapp.crafts.filter_words import NamedValue, course_in_compound, named_values
from geoapp.crafts.language_file import WEEKDAYS
from geoapp.crafts.suggest import NAMED_OUTRIGHT, suggest
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

    What is part of a craft's name stays in the text: "shoe repair" is shoemaking, and
    sets the mode as well.
    """
    inside, outside = _values(text)
    filters = _filters((*outside, *inside))
    rest = _without(text, outside)
    learns = _without_courses(rest)
    if learns != rest:
        filters.setdefault("mode", (Mode.LEARN.value,))
    named = {value.value for value in outside}
    if "near_me" in named:
        learns = f"{learns} near me".strip()
    return NamedFilters(rest=learns, filters=filters, mentions_free="free" in named)


def without_children(text: str) -> str:
    """Return a text without its words for children, whose age says more."""
    values = named_values(text, vocabulary=current())
    return _without(text, [value for value in values if value.value == "children"])


def _values(text: str) -> tuple[tuple[NamedValue, ...], tuple[NamedValue, ...]]:
    """Return the modes inside names of crafts, and the values outside of them."""
    vocabulary = current()
    suggestion = suggest(text, vocabulary=vocabulary)
    crafts = [
        guess
        for guess in (*suggestion.crafts, *suggestion.equipment)
        if guess.confidence >= NAMED_OUTRIGHT
    ]
    inside, outside = [], []
    for value in named_values(text, vocabulary=vocabulary):
        around = [c.id for c in crafts if value.start < c.end and c.start < value.end]
        if not around and _is_read(value):
            outside.append(value)
        elif value.section == "modes" and not any(map(_names_a_mode, around)):
            inside.append(value)
    return tuple(inside), tuple(outside)


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
    """Return the text with "Töpfer" for "Töpferkurs"."""
    vocabulary = current()
    return WORD.sub(
        lambda match: course_in_compound(match[0], vocabulary=vocabulary) or match[0],
        text,
    )
