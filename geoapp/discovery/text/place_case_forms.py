"""The town that a word means in a case of its language: "w Krakowie", "Helsingissä".

Only where the language marks a place: after its word for "in" or "near", or by an
ending that means it. A stem alone is the beginning of too many names.
"""

import re
from collections.abc import Iterator, Sequence

from geoapp.common.text import folded
from geoapp.crafts.stems import stems_of
from geoapp.crafts.stop_words import stop_words_of
from geoapp.crafts.vocabulary import current
from geoapp.crafts.word_forms import lowered, tokens
from geoapp.discovery.text.place_in_text import PlaceInText, Word
from geoapp.discovery.text.place_suggestions import place_of_stems
from geoapp.geocoding.name_keys import name_key

_MIN_WORD = 5
_MAX_WORDS = 6  # of a text, each of which asks for its stems
_WITH_CASES = ("pl", "cs", "ru", "uk", "fi", "tr")
# Snowball has no Ukrainian: the endings of towns' names, the short ones first.
_UKRAINIAN = (
    re.compile(r"(?:[іїуюаяи]|[оеє]м|[оеє]ю|[ая]\u0445)$"),
    re.compile(r"(?:ові|еві|єві)$"),
)
# In, from, at and around, by the word's own end.
_PLACE_ENDINGS = {
    "fi": re.compile(r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|[aeiouyäö]{2}n|seen|siin)$"),
    "tr": re.compile(r"['\u2019]?(?:[dt][ae](?:n|ki)?|(?:y)?[ae])$"),
}
# Where nothing else tells the language: "villa" and "queen" are in no case.
_DISTINCTIVE_ENDINGS = {
    "fi": re.compile(r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä])$"),
    "tr": re.compile(r"['\u2019][dt][ae](?:n|ki)?$"),
}
# Vowels that change where Ukrainian and Czech names take an ending: Lviv, u Lvovi.
_CHANGED = (("ов", "ів"), ("єв", "їв"), ("praz", "prah"), ("ост", "іст"))


def place_in_a_case(text: str, words: Sequence[Word]) -> PlaceInText | None:
    """Return the town that one of the unread words means in a case, or None."""
    spoken = stop_words_of(current()).languages_of(text, tokens(text))
    for word, language in _candidates(words, spoken):
        place = place_of_stems(tuple(_stems(word.text, language)))
        if place is not None:
            return PlaceInText(place, word.start, word.end)
    return None


def _candidates(
    words: Sequence[Word], spoken: frozenset[str]
) -> Iterator[tuple[Word, str]]:
    """Yield the words that may be a town in a case, and the language of the case."""
    asked = 0
    for before, word in zip([None, *words], words, strict=False):
        if not word.is_unread or len(word.text) < _MIN_WORD or asked == _MAX_WORDS:
            continue
        language = next(
            (
                name
                for name in _WITH_CASES
                if _marks_a_place(name, before, word, spoken=spoken)
            ),
            None,
        )
        if language is not None:
            asked += 1
            yield word, language


def _marks_a_place(
    language: str, before: Word | None, word: Word, *, spoken: frozenset[str]
) -> bool:
    if spoken and language not in spoken:
        return False
    if language in _PLACE_ENDINGS:
        endings = _PLACE_ENDINGS if spoken else _DISTINCTIVE_ENDINGS
        return endings[language].search(lowered(word.text)) is not None
    announcing = current().languages.get(language)
    if before is None or announcing is None:
        return False
    uses = (*announcing.words.get("in", ()), *announcing.words.get("near", ()))
    return folded(before.text) in map(folded, uses)


def _stems(word: str, language: str) -> Iterator[str]:
    """Yield the keys of a word's stems, those of its changed vowels last."""
    bare = re.split(r"['\u2019]", lowered(word))[0]
    if language == "uk":
        stems = [name_key(ending.sub("", bare)) for ending in _UKRAINIAN]
    else:
        stems = [name_key(stem) for stem in stems_of(bare, language)]
    yield from stems
    for stem in stems:
        for ending, other in _CHANGED:
            if stem.endswith(ending):
                yield stem.removesuffix(ending) + name_key(other)
