"""Values of filters that a text names, in every language of the vocabulary."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geoapp.common.text import folded
from geoapp.crafts.choices import Mode
from geoapp.crafts.concepts import LanguageWords, Vocabulary
from geoapp.crafts.stop_words import StopWords, stop_words_of
from geoapp.crafts.word_forms import Token, stem, tokens
from geoapp.crafts.word_index import COMPOUNDING, Hit, IndexEntry, Sign, WordIndex

# Of the meanings of one phrase the first counts: a repair café is a kind of place.
_SECTIONS = ("kinds", "filters", "weekdays", "modes", "access")
# Languages in which such a word stands in a case. Elsewhere its stem would be that of
# many others: Portuguese "cadeirante" that of every chair.
CASES = frozenset({"ar", "cs", "fi", "pl", "ru", "tr", "uk"})
# A shorter word counts only in a text that seems to be in its language.
_UNMISTAKABLE = 6
_MIN_COURSE = 4  # letters of a word for a course that ends a compound
_MIN_HEAD = 3  # letters before it: "Nähkurs"


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A phrase of the text, and the value that it names: ("modes", "repair")."""

    section: str
    value: str
    start: int
    end: int
    languages: frozenset[str]


def named_values(text: str, *, vocabulary: Vocabulary) -> tuple[NamedValue, ...]:
    """Return the values that a text names, from left to right, longest phrase first."""
    index = _index_of(vocabulary)
    words = index.cut(text, tokens(text))
    stop_words = stop_words_of(vocabulary)
    spoken = stop_words.languages_of(text, words)
    return tuple(
        value
        for hit in index.hits(words, spoken)
        if hit.whole
        and not _is_negated(words, hit, stop_words)
        and (value := _value(hit, words, spoken))
    )


def _is_negated(words: list[Token], hit: Hit, stop_words: StopWords) -> bool:
    """Whether "no" or "not" stands before a phrase: "no classes" wants none."""
    return hit.first > 0 and words[hit.first - 1].form in stop_words.negations


def course_in_compound(word: str, *, vocabulary: Vocabulary) -> str | None:
    """Return what a word for a course speaks of: "Töpfer" of "Töpferkurs", or None."""
    form = word.casefold()
    for course in _courses(vocabulary):
        if form.endswith(course) and len(form) - len(course) >= _MIN_HEAD:
            return word[: len(word) - len(course)]
    return None


@lru_cache(maxsize=4)
def _courses(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words for a course that end a compound, the longest first."""
    words = {
        word.casefold()
        for language in COMPOUNDING & vocabulary.languages.keys()
        for word in vocabulary.languages[language].words.get("course", ())
        if len(word) >= _MIN_COURSE and word.isalpha()
    }
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=4)
def _index_of(vocabulary: Vocabulary) -> WordIndex:
    index = WordIndex()
    english = vocabulary.languages.get("en", LanguageWords())
    places = frozenset(stem(folded(word)) for word in english.words.get("place", ()))
    for language, words in vocabulary.languages.items():
        for section, value, name in _names(words, places):
            entry = IndexEntry(Sign.FILTER, f"{section}.{value}", language)
            index.add(name, entry, stemmed=language in CASES)
    return index


def _names(
    words: LanguageWords, places: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield section, value and name; the stems in `places` are those of no course.

    A language's plain word for a workshop ("atelier") is no kind of one.
    """
    own_places = {folded(word) for word in words.words.get("place", ())}
    for section in _SECTIONS:
        for value, names in getattr(words, section).items():
            for name in names:
                is_place = (section == "kinds" and folded(name) in own_places) or (
                    section == "modes" and stem(folded(name)) in places
                )
                if not is_place:
                    yield section, value, name
    for name in words.words.get("course", ()):
        if stem(folded(name)) not in places:
            yield "modes", Mode.LEARN.value, name


def _value(hit: Hit, words: list[Token], spoken: frozenset[str]) -> NamedValue | None:
    start, end = words[hit.first].start, words[hit.last - 1].end
    heard = [
        entry
        for entry in hit.entries
        if end - start >= _UNMISTAKABLE or not spoken or entry.language in spoken
    ]
    if not heard:
        return None
    first = min(heard, key=lambda entry: _SECTIONS.index(entry.id.split(".")[0]))
    section, value = first.id.split(".")
    languages = frozenset(entry.language for entry in heard if entry.id == first.id)
    return NamedValue(section, value, start, end, languages)
