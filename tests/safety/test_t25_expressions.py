"""T25: no regular expression repeats without end what repeats without end.

Such expressions can take exponential time for a text that almost matches.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants, _parser

import geoapp

# Looked at by a person: what an inner repeat takes has an end that it cannot take.
UNAMBIGUOUS = {
    "pairs of quotes": r'(?=(?:[^"]*"[^"]*")*[^"]*$)',
    "numbers in brackets": r"\[[-0-9, ]+\]",
}
_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT}
_CATEGORIES = {
    _constants.CATEGORY_DIGIT: r"\d",
    _constants.CATEGORY_NOT_DIGIT: r"\D",
    _constants.CATEGORY_WORD: r"\w",
    _constants.CATEGORY_NOT_WORD: r"\W",
    _constants.CATEGORY_SPACE: r"\s",
    _constants.CATEGORY_NOT_SPACE: r"\S",
}


def expressions() -> dict[str, list[str]]:
    """Return the expressions of every module of geoapp, with where they stand."""
    found: dict[str, list[str]] = {}
    for module in pkgutil.walk_packages(geoapp.__path__, "geoapp."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        names = vars(importlib.import_module(module.name))
        for name, value in names.items():
            for pattern in _patterns(value):
                found.setdefault(pattern, []).append(f"{module.name}.{name}")
    return found


def _patterns(value: object) -> Iterator[str]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value.pattern
    elif isinstance(value, dict):
        for item in [*value, *value.values()]:
            yield from _patterns(item)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _patterns(item)


def has_nested_repeats(pattern: str) -> bool:
    """Return whether a text can be divided among nested repeats in several ways.

    It cannot where each turn of the outer repeat begins with a character that the inner
    one does not take: `(\\.[a-z]+)*`.
    """
    for known in UNAMBIGUOUS.values():
        pattern = pattern.replace(known, "")
    return _nested(_parser.parse(pattern), outer=None)


def _nested(parsed: object, *, outer: object) -> bool:
    if isinstance(parsed, tuple) and parsed and parsed[0] in _REPEATS:
        _least, most, body = parsed[1]
        if most is not _constants.MAXREPEAT:
            return _nested(body, outer=outer)
        is_ambiguous = outer is not None and not _separates(outer, body)
        return is_ambiguous or _nested(body, outer=body)
    if isinstance(parsed, (list, tuple, _parser.SubPattern)):
        return any(_nested(part, outer=outer) for part in parsed)
    return False


def _separates(outer, inner) -> bool:
    """Whether each turn of the outer begins with what the inner one cannot take."""
    operation, argument = outer[0]
    if operation is _constants.SUBPATTERN:
        return _separates(argument[-1], inner)
    return operation is _constants.LITERAL and not _takes(inner, chr(argument))


def _takes(body, character: str) -> bool:
    operation, argument = body[0]
    if len(body) == 1 and operation in {_constants.LITERAL, _constants.NOT_LITERAL}:
        return (character == chr(argument)) is (operation is _constants.LITERAL)
    if len(body) != 1 or operation is not _constants.IN:
        return True
    negated = argument[0][0] is _constants.NEGATE
    return negated is not any(
        _is_in(item, character) for item in argument if item[0] is not _constants.NEGATE
    )


def _is_in(item, character: str) -> bool:
    operation, argument = item
    if operation is _constants.LITERAL:
        return character == chr(argument)
    if operation is _constants.RANGE:
        return argument[0] <= ord(character) <= argument[1]
    return re.fullmatch(_CATEGORIES[argument], character) is not None


def test_the_check_sees_nested_repeats():
    assert has_nested_repeats("(a+)+")
    assert has_nested_repeats("x(?:a*|b)*y")
    assert has_nested_repeats(r"(\.?[a-z]+)*")
    assert has_nested_repeats(r"(\.[^-]+)*")
    assert not has_nested_repeats(r"(\.[a-z]+)*")
    assert not has_nested_repeats("(?:a|b)*c+")
    assert not has_nested_repeats("(?:a+){0,3}")


def test_no_expression_nests_unbounded_repeats():
    found = expressions()
    assert len(found) > 60
    nested = {p: where for p, where in found.items() if has_nested_repeats(p)}
    assert nested == {}
