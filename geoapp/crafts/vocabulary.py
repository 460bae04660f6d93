"""The vocabulary in fixtures/: read, validated and cached in memory.

The file is authoritative; the tables of geoapp.crafts.models mirror it for foreign
keys.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

from geoapp.crafts.concepts import (
    LANGUAGES,
    STRENGTHS,
    CraftTerm,
    EquipmentEdge,
    EquipmentTerm,
    ListName,
    MaterialTerm,
    Term,
    Vocabulary,
)
from geoapp.crafts.vocabulary_checks import check
from geoapp.crafts.vocabulary_file import InvalidVocabulary, VocabularyFile

__all__ = [
    "LANGUAGES",
    "STRENGTHS",
    "CraftTerm",
    "EquipmentEdge",
    "EquipmentTerm",
    "InvalidVocabulary",
    "ListName",
    "MaterialTerm",
    "Term",
    "Vocabulary",
    "current",
    "read",
]


def read(path: Path) -> Vocabulary:
    """Read and validate a vocabulary file.

    Raises InvalidVocabulary with the line number, and OSError if it cannot be read.
    """
    file = VocabularyFile(path.read_text(encoding="utf-8"))
    vocabulary = file.vocabulary()
    check(vocabulary, line_of=file.line_of)
    return vocabulary


@cache
def current() -> Vocabulary:
    """Return this installation's vocabulary, read once per process."""
    return read(settings.FIXTURE_FOLDER / "vocabulary.yaml")
