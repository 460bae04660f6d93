"""Write fixtures/vocabulary/wordlike.txt: words one letter away from a name of ours.

    python -m tests.crafts.wordlike

"later" is no misspelt laser. simplemma (MIT licence) lists the words of 16 of our
languages; servers need only those that are nearly a name.
"""

from collections.abc import Iterator
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import (
    DefaultDictionaryFactory,
)

from geoapp.common.text import folded
from geoapp.crafts.misspelt import MIN_LETTERS, one_letter_apart, words_of_names
from geoapp.crafts.stems import STEMMED
from geoapp.crafts.vocabulary import current

FILE = Path(__file__).parents[2] / "fixtures" / "vocabulary" / "wordlike.txt"
_EVERYWHERE = ("en", "de", "fr", "es")
_HEAD = "# Made by tests/crafts/wordlike.py of simplemma's dictionaries: words that are nearly a name of ours."


def wordlike() -> set[str]:
    """Return the words that are one letter away from a name.

    Those of a language about the names that it has itself; those of the languages
    that most people write about all.
    """
    names = words_of_names(current())
    found: set[str] = set()
    for language in ("en", *STEMMED):
        own = {word for word, name in names.items() if language in name.languages}
        near = {
            word
            for name in (names if language in _EVERYWHERE else own)
            for word in one_letter_apart(name)
        }
        found.update(_words(language, near - names.keys()))
    return found


def _words(language: str, near: set[str]) -> Iterator[str]:
    dictionaries = DefaultDictionaryFactory(cache_max_size=1)
    for words in dictionaries.get_dictionary(language).items():
        for word in map(folded, words):
            if len(word) >= MIN_LETTERS and word in near:
                yield word


if __name__ == "__main__":
    FILE.write_text("\n".join([_HEAD, *sorted(wordlike())]) + "\n", encoding="utf-8")
