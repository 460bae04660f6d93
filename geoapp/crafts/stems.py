"""Stems of words in one language: what a name and its plural or case forms share.

Snowball's algorithms (https://snowballstem.org) for the languages that have one;
Ukrainian by a list of the forms of our own words; English and Hebrew as in
geoapp.crafts.word_forms, since Snowball's English makes "turn" of woodturning. Japanese,
Chinese and Korean are cut, not stemmed.
"""

import threading
from functools import cache, lru_cache
from typing import Protocol

import snowballstemmer
from django.conf import settings

from geoapp.common.text import folded

_ALGORITHMS = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
_LISTED = "uk"
STEMMED = (*_ALGORITHMS, _LISTED)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


# A stemmer keeps the word that it is at: each thread has its own.
_of_thread = threading.local()


@lru_cache(maxsize=4_096)
def stems_of(word: str, language: str) -> tuple[str, ...]:
    """Return the folded stems of a word: as it is written, and written without accents.

    `word` is one word in lower case; `language` one of STEMMED.
    """
    if language == _LISTED:
        return (_listed_forms().get(word, folded(word)),)
    stem = _stemmer(language).stemWord
    return tuple(dict.fromkeys((folded(stem(word)), folded(stem(folded(word))))))


def _stemmer(language: str) -> _Stemmer:
    stemmers: dict[str, _Stemmer] = _of_thread.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_ALGORITHMS[language])
    return stemmers[language]


@cache
def _listed_forms() -> dict[str, str]:
    """Return the folded base of each form of our Ukrainian words."""
    path = settings.FIXTURE_FOLDER / "vocabulary" / f"{_LISTED}.forms.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {form: folded(base) for base, *forms in rows for form in (base, *forms)}
