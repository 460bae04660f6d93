"""Particles that Japanese, Chinese and Korean write behind a word, without a blank."""

from functools import cache

from geoapp.crafts.vocabulary import current
from geoapp.crafts.word_index import UNSPACED

_MIN_BARE = 2  # characters that stay
_USES = ("in", "near", "nothing")


def without_particles(word: str) -> str:
    """Return a word without what its language writes behind it: Seoul for "서울에서"."""
    if not UNSPACED.search(word):
        return word
    while ending := _ending(word):
        word = word.removesuffix(ending)
    return word


def _ending(word: str) -> str:
    longest = len(word) - _MIN_BARE
    return next((p for p in _particles() if len(p) <= longest and word.endswith(p)), "")


@cache
def _particles() -> tuple[str, ...]:
    """Return the particles, the longest first."""
    particles = {
        word
        for language in current().languages.values()
        for use in _USES
        for word in language.words.get(use, ())
        if UNSPACED.search(word) and " " not in word
    }
    return tuple(sorted(particles, key=lambda word: (-len(word), word)))
