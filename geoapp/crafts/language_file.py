"""Parse fixtures/vocabulary/*.yaml: the names that a language has for the concepts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import yaml

from geoapp.crafts.choices import Access, Kind, Mode
from geoapp.crafts.concepts import (
    LANGUAGES,
    CraftTerm,
    EquipmentTerm,
    LanguageWords,
    ListName,
    MaterialTerm,
    Vocabulary,
)
from geoapp.crafts.located_yaml import LocatedYaml
from geoapp.crafts.word_forms import claim

# A label and two everyday words, or a reason under `without`.
MIN_NAMES = 3
FILTERS = (
    *("wheelchair", "newcomers", "free", "without_membership", "children"),
    *("open_now", "today", "tomorrow", "tonight", "this_weekend", "next_weekend"),
    *("morning", "afternoon", "evening", "near_me"),
)
WEEKDAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
# What a word does: it stands before a place, negates, announces a course, says nothing.
USES = ("in", "near", "nothing", "not", "or", "course", "place")
_WORD_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "kinds": tuple(Kind.values),
    "access": tuple(Access.values),
    "modes": tuple(Mode.values),
    "filters": FILTERS,
    "weekdays": WEEKDAYS,
    "words": USES,
}
# Of these a language has what it has.
_UNCOUNTED = frozenset({"weekdays", "words", "materials"})
# English names of crafts, machines and materials stand in the main file.
_MAIN_LANGUAGE = "en"
_LISTS: tuple[ListName, ...] = ("crafts", "equipment", "materials")
_SECTIONS = frozenset({*_LISTS, *_WORD_SECTIONS, "hints", "misleading", "without"})

Names = Mapping[str, tuple[str, ...]]
AnyTerm = TypeVar("AnyTerm", CraftTerm, EquipmentTerm, MaterialTerm)


@dataclass(frozen=True, slots=True)
class _Language:
    """A language's file: names by section and concept, its weak signs and phrases."""

    tag: str
    names: Mapping[str, Names]
    hints: Names
    misleading: tuple[str, ...]


class LanguageFile(LocatedYaml):
    """The names of one language."""

    def __init__(self, path: Path) -> None:
        """Parse the file. Raises InvalidVocabulary and OSError."""
        super().__init__(path.read_text(encoding="utf-8"), file=path.name)
        self._tag = path.stem
        if self._tag not in LANGUAGES:
            raise self.invalid(f"`{self._tag}` is not a language of the vocabulary.", 1)

    def language(self, vocabulary: Vocabulary) -> _Language:
        """Return the names; every concept of the vocabulary has some."""
        sections = dict(self.fields(self._root, (), _SECTIONS))
        keys: dict[str, tuple[str, ...]] = {
            name: tuple(vocabulary.terms(name)) for name in _LISTS
        }
        expected: dict[str, tuple[str, ...]] = {**keys, **_WORD_SECTIONS}
        if self._tag == _MAIN_LANGUAGE:
            expected = dict(_WORD_SECTIONS)
        excused = self._excused(sections.get("without"))
        names: dict[str, Names] = {}
        for section, its_keys in expected.items():
            node = sections.get(section)
            names[section] = self._names(section, node, frozenset(its_keys))
            if section not in _UNCOUNTED:
                unnamed: dict[str, tuple[str, ...]] = dict.fromkeys(its_keys, ())
                self._count(section, {**unnamed, **names[section]}, excused)
            if section in _LISTS:
                self._check_claims(section, names[section])
        hints = sections.get("hints")
        misleading = sections.get("misleading")
        return _Language(
            tag=self._tag,
            names=names,
            hints=self._names("hints", hints, frozenset(keys["crafts"])),
            misleading=self.words(misleading, ("misleading",)) if misleading else (),
        )

    def _names(
        self, section: str, node: yaml.Node | None, allowed: frozenset[str]
    ) -> Names:
        if node is None:
            return {}
        return {
            key: self.words(value, (section, key))
            for key, value in self.fields(node, (section,), allowed)
        }

    def _excused(self, node: yaml.Node | None) -> frozenset[str]:
        """Return the concepts for which the file says why it has fewer names."""
        if node is None:
            return frozenset()
        reasons = dict(self.fields(node, ("without",), None))
        for reason in reasons.values():
            self.text(reason)
        return frozenset(reasons)

    def _count(self, section: str, names: Names, excused: frozenset[str]) -> None:
        for key, its_names in names.items():
            different = {claim(name) for name in its_names}
            few = len(different) < MIN_NAMES and f"{section}.{key}" not in excused
            if few or not different:
                message = (
                    f"`{key}` needs a label and two other names; it has"
                    f" {len(different)}. Or give one, and say why no more under"
                    f" `without`: {section}.{key}."
                )
                raise self.invalid(message, self.line_of(section, key))

    def _check_claims(self, section: str, names: Names) -> None:
        owners: dict[str, str] = {}
        for key, words in names.items():
            for word in words:
                owner = owners.setdefault(claim(word), key)
                if owner != key:
                    message = f"`{word}` already belongs to `{owner}`."
                    raise self.invalid(message, self.line_of(section, key, word))


def with_languages(vocabulary: Vocabulary, files: Iterable[LanguageFile]) -> Vocabulary:
    """Return the vocabulary with the names of these files as well."""
    languages = [file.language(vocabulary) for file in files]
    crafts = _named(vocabulary.crafts, "crafts", languages)
    for language in languages:
        for craft_id, hints in language.hints.items():
            craft = crafts[craft_id]
            crafts[craft_id] = replace(
                craft, hints={**craft.hints, language.tag: hints}
            )
    return replace(
        vocabulary,
        crafts=crafts,
        equipment=_named(vocabulary.equipment, "equipment", languages),
        materials=_named(vocabulary.materials, "materials", languages),
        misleading={
            **vocabulary.misleading,
            **{each.tag: each.misleading for each in languages if each.misleading},
        },
        languages={
            each.tag: LanguageWords(
                **{name: each.names.get(name, {}) for name in _WORD_SECTIONS}
            )
            for each in languages
        },
    )


def _named(
    terms: Mapping[str, AnyTerm], section: str, languages: Iterable[_Language]
) -> dict[str, AnyTerm]:
    named = dict(terms)
    for language in languages:
        for term_id, names in language.names.get(section, {}).items():
            term = named[term_id]
            label, *others = names
            named[term_id] = replace(
                term,
                labels={**term.labels, language.tag: label},
                aliases={**term.aliases, language.tag: tuple(others)},
            )
    return named
