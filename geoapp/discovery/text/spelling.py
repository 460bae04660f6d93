"""Corrections of misspelt names of crafts and machines."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from geoapp.common.text import folded
from geoapp.crafts.vocabulary import current

if TYPE_CHECKING:
    from geoapp.crafts.concepts import CraftTerm, EquipmentTerm

_SHORTEST = 5  # shorter words are too much like each other
_ALIKE = 0.8
_MAX_SUGGESTIONS = 2


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    """Return each single word that names a craft or a machine, by its folded form."""
    vocabulary = current()
    names: dict[str, str] = {}
    terms: list[CraftTerm | EquipmentTerm] = [
        *vocabulary.crafts.values(),
        *vocabulary.equipment.values(),
    ]
    for term in terms:
        for tongue in (language, "en"):
            label = term.labels.get(tongue, "")
            for name in (label, *term.aliases.get(tongue, ())):
                for word in re.findall(r"[^\W\d_]{5,}", name):
                    names.setdefault(folded(word), word.lower())
    return names


def spelling_suggestion(
    words: Iterable[str], *, language: str
) -> dict[str, tuple[str, ...]]:
    """Return possible corrections for each word that names nothing."""
    names = _names(language)
    suggestions = {
        word: get_close_matches(folded(word), names, n=_MAX_SUGGESTIONS, cutoff=_ALIKE)
        for word in words
        if len(word) >= _SHORTEST and folded(word) not in names
    }
    return {
        w: tuple(names[near] for near in alike)
        for w, alike in suggestions.items()
        if alike
    }
