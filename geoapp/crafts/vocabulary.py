"""The vocabulary in fixtures/: read, validated and cached in memory.

vocabulary.yaml has the concepts and their English names, vocabulary/ a file of names
for each language. The files are authoritative; the tables of geoapp.crafts.models
mirror them for foreign keys.
"""

from collections import Counter
from functools import cache
from pathlib import Path

from django.conf import settings

from geoapp.crafts.concepts import (
    LANGUAGES,
    STRENGTHS,
    CraftTerm,
    EquipmentEdge,
    EquipmentTerm,
    LanguageWords,
    ListName,
    MaterialTerm,
    Term,
    Vocabulary,
)
from geoapp.crafts.language_file import LanguageFile, with_languages
from geoapp.crafts.located_yaml import InvalidVocabulary
from geoapp.crafts.vocabulary_checks import check
from geoapp.crafts.vocabulary_file import VocabularyFile

__all__ = [
    "LANGUAGES",
    "STRENGTHS",
    "CraftTerm",
    "EquipmentEdge",
    "EquipmentTerm",
    "InvalidVocabulary",
    "LanguageWords",
    "ListName",
    "MaterialTerm",
    "Term",
    "Vocabulary",
    "current",
    "names_by_language",
    "read",
]


def read(path: Path) -> Vocabulary:
    """Read and validate a vocabulary file, and those of its languages.

    Raises InvalidVocabulary with the line number, and OSError if one cannot be read.
    """
    file = VocabularyFile(path.read_text(encoding="utf-8"))
    vocabulary = file.vocabulary()
    check(vocabulary, line_of=file.line_of)
    folder = path.with_suffix("")
    files = (LanguageFile(names) for names in sorted(folder.glob("*.yaml")))
    return with_languages(vocabulary, files)


def names_by_language(vocabulary: Vocabulary) -> list[tuple[str, int]]:
    """Return how many names of concepts and filters each language has."""
    counts: Counter[str] = Counter()
    for terms in (vocabulary.crafts, vocabulary.equipment, vocabulary.materials):
        for term in terms.values():
            counts.update(term.labels.keys())
            for language, names in term.aliases.items():
                counts[language] += len(names)
    for language, words in vocabulary.languages.items():
        sections = (words.kinds, words.access, words.modes, words.filters)
        counts[language] += sum(
            len(names) for section in sections for names in section.values()
        )
    return sorted(counts.items())


@cache
def current() -> Vocabulary:
    """Return this installation's vocabulary, read once per process."""
    return read(settings.FIXTURE_FOLDER / "vocabulary.yaml")
