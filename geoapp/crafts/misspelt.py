"""Names of crafts and machines with one letter too many, too few, or wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_lowercase

from django.conf import settings

from geoapp.common.text import folded
from geoapp.crafts.concepts import Vocabulary
from geoapp.crafts.word_forms import tokens
from geoapp.crafts.word_index import WordIndex, index_of, names_of

# Shorter words are too much like each other.
MIN_LETTERS = 5
_MAX_LETTERS = 24
_CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьыэъюяё"
_LETTERS = re.compile(r"[a-z]+|[\u0400-\u04ff]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed and as it was meant, and its offsets in the text."""

    typed: str
    meant: str
    start: int
    end: int


def correction(
    text: str, words: frozenset[str], *, vocabulary: Vocabulary
) -> Correction | None:
    """Return the first of these words that is a misspelt name, or None.

    Of a name of several words one may be misspelt, whatever it means elsewhere: a
    "sowing machine" sews. Alone, a word of any language is left as it is.
    """
    index, names = index_of(vocabulary), words_of_names(vocabulary)
    typed = tokens(text)
    for at, word in enumerate(typed):
        is_right = word.written not in words or word.form in names
        if is_right or len(word.form) < MIN_LETTERS:
            continue
        near = sorted(form for form in one_letter_apart(word.form) if form in names)
        forms = [token.form for token in typed]
        meant = next((f for f in near if _is_named(index, forms, at=at, form=f)), None)
        if meant is None and word.form not in _wordlike():
            meant = next((form for form in near if form in index.exact), None)
        if meant is not None:
            return Correction(
                text[word.start : word.end], names[meant].written, word.start, word.end
            )
    return None


def one_letter_apart(form: str) -> Iterator[str]:
    """Yield what is one letter more, less or other, or has two letters exchanged.

    Nothing for words that are no Latin or Cyrillic ones, or longer than 24 letters.
    """
    if len(form) > _MAX_LETTERS or not _LETTERS.fullmatch(form):
        return
    alphabet = ascii_lowercase if form.isascii() else _CYRILLIC
    for n in range(len(form) + 1):
        left, right = form[:n], form[n:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in alphabet:
            yield left + letter + right
            # The first letter is seldom the wrong one.
            if left and right:
                yield left + letter + right[1:]


@dataclass(slots=True)
class NameWord:
    """A word of a name as the name has it, and the languages of such names."""

    written: str
    languages: set[str]


@lru_cache(maxsize=4)
def words_of_names(vocabulary: Vocabulary) -> Mapping[str, NameWord]:
    """Return the words of all names by their folded forms."""
    words: dict[str, NameWord] = {}
    for terms in (vocabulary.crafts, vocabulary.equipment):
        for term in terms.values():
            for language, name in names_of(term):
                for word in tokens(name):
                    if len(word.form) >= MIN_LETTERS:
                        known = words.setdefault(
                            word.form, NameWord(word.written, set())
                        )
                        known.languages.add(language)
    return words


def _is_named(index: WordIndex, forms: list[str], *, at: int, form: str) -> bool:
    """Whether a name of several words has this form at that place."""
    meant = [*forms[:at], form, *forms[at + 1 :]]
    return any(
        " ".join(meant[first:last]) in index.exact
        for first in range(max(0, at - 2), at + 1)
        for last in range(max(at + 1, first + 2), min(len(meant), first + 3) + 1)
    )


@cache
def _wordlike() -> frozenset[str]:
    path = settings.FIXTURE_FOLDER / "vocabulary" / "wordlike.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(folded(line) for line in lines if not line.startswith("#"))
