"""Autocomplete for crafts and equipment."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from geoapp.common.text import folded
from geoapp.crafts.concepts import CraftTerm, EquipmentTerm, ListName, Vocabulary
from geoapp.crafts.word_forms import tokens

# Sorts after all names with the same prefix: the end of its range.
AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Completion:
    """A craft or type of equipment; `matched` is the name with the prefix."""

    of: ListName
    id: str
    label: str
    matched: str


@dataclass(frozen=True, slots=True, order=True)
class _Name:
    """A name from one of its words on: "wheel" of "pottery wheel"."""

    key: str
    word: int  # 0: the whole name
    is_alias: bool
    language: str
    of: ListName
    id: str
    name: str


def complete(
    prefix: str,
    *,
    vocabulary: Vocabulary,
    language: str = "en",
    limit: int = 8,
    of: ListName | None = None,
) -> tuple[Completion, ...]:
    """Return crafts and equipment with a name, or a word of one, with this prefix.

    Names in all languages match; the given language determines the label and ranks
    first. An empty prefix returns nothing; `of` restricts the result to one list.
    """
    key = " ".join(word.form for word in tokens(prefix))
    if not key:
        return ()
    names = _names(vocabulary)
    first = bisect_left(names, key, key=lambda name: name.key)
    last = bisect_left(names, key + AFTER_ALL, key=lambda name: name.key)
    completions: dict[tuple[ListName, str], Completion] = {}
    for name in sorted(
        (name for name in names[first:last] if of in (None, name.of)),
        key=lambda name: (
            name.word > 0,
            name.key != key,
            name.language != language,
            name.is_alias,
            name.of != "crafts",
            len(name.name),
            name.name,
        ),
    ):
        label = vocabulary.label(name.id, of=name.of, language=language)
        completions.setdefault(
            (name.of, name.id), Completion(name.of, name.id, label, name.name)
        )
    return tuple(completions.values())[:limit]


@lru_cache(maxsize=4)
def _names(vocabulary: Vocabulary) -> list[_Name]:
    names: set[_Name] = set()
    for craft in vocabulary.crafts.values():
        names.update(_names_of("crafts", craft))
    for equipment in vocabulary.equipment.values():
        names.update(_names_of("equipment", equipment))
    return sorted(names)


def _names_of(list_name: ListName, term: CraftTerm | EquipmentTerm) -> set[_Name]:
    if term.retired:
        return set()
    names = [(language, label, False) for language, label in term.labels.items()]
    names += [
        (language, word, True)
        for language, words in term.aliases.items()
        for word in words
    ]
    return {
        _Name(
            key=" ".join(folded(word.form) for word in words[at:]),
            word=at,
            is_alias=is_alias,
            language=language,
            of=list_name,
            id=term.id,
            name=name,
        )
        for language, name, is_alias in names
        for words in (tokens(name),)
        for at in range(len(words))
    }
