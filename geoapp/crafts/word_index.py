"""An index from words to concepts, built once per vocabulary."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from geoapp.common.text import folded
from geoapp.crafts.concepts import CraftTerm, EquipmentTerm, Vocabulary
from geoapp.crafts.stems import STEMMED, stems_of
from geoapp.crafts.word_forms import (
    HEBREW_PREFIXES,
    Token,
    lowered,
    spellings,
    stem,
    token,
    tokens,
)

# The weight of equipment as evidence for a craft, by the strength of the edge, and for
# the only craft that uses it.
IMPLIED = {"required": 0.6, "typical": 0.3, "optional": 0.1}
IMPLIED_ALONE = 0.7
MIN_COMPOUND = 8  # letters of a compound, in the languages that write one word
MIN_PART = 5  # letters of a word that is recognised in one
COMPOUNDING = frozenset({"de", "nl", "sv", "nb", "da", "fi"})
# Japanese, Chinese and Korean: words without blanks, or with particles behind them.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u3005]")
MIN_UNSPACED = 2  # characters of a name that is recognised among others
# A stem has the first letters of its word, so that few words need be stemmed.
BEGINNING = 3
# Letters of a word whose stem counts where the language is not known, or is another.
UNMISTAKABLE, UNMISTAKABLE_ELSEWHERE = 6, 9
ARABIC = re.compile("[\u0600-\u06ff]")


class Sign(Enum):
    """How a word refers to a concept: by name, or as a hint; or to a filter's value.

    NOTHING consumes misleading phrases: "Harry Potter" is not a potter.
    """

    CRAFT = "craft"
    EQUIPMENT = "equipment"
    HINT = "hint"
    FILTER = "filter"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The meaning of a phrase in one language."""

    sign: Sign
    id: str
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of tokens [first, last) and its meanings."""

    first: int
    last: int
    entries: tuple[IndexEntry, ...]
    whole: bool = True  # False: only part of a word


@dataclass(slots=True)
class WordIndex:
    """Phrases by their folded words and by their stems, with their lengths."""

    exact: dict[str, list[IndexEntry]] = field(default_factory=dict)
    stems: dict[str, list[IndexEntry]] = field(default_factory=dict)
    # Stem of a phrase's first word -> number of words of the longest such phrase.
    longest: dict[str, int] = field(default_factory=dict)
    compound_parts: dict[str, list[IndexEntry]] = field(default_factory=dict)
    # By language: stems of a phrase, and of its first word, as in `longest`.
    stemmed: dict[str, dict[str, list[IndexEntry]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    longest_stemmed: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    # First letters of a name -> the languages in which one begins like that.
    beginnings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # By language: words that name no craft, although they may have a craft's stem:
    # Spanish "taller" is no carving ("tallar").
    plain: dict[str, set[str]] = field(default_factory=dict)
    unspaced: set[str] = field(default_factory=set)
    longest_unspaced: int = 0
    # Craft -> how many broader ones it has.
    depths: dict[str, int] = field(default_factory=dict)
    # Equipment -> crafts that use it, with the weight as evidence.
    crafts_of: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    def add(self, phrase: str, entry: IndexEntry, *, stemmed: bool = True) -> None:
        """Add a phrase under all of its spellings, and its language's stems."""
        words = tokens(phrase)
        plain = [word.form for word in words]
        spelt = [
            spellings(word.form, phrase[word.start : word.end])[-1] for word in words
        ]
        for forms in {tuple(plain), tuple(spelt)}:
            self._add(list(forms), entry)
        is_part = len(plain) == 1 and len(plain[0]) >= MIN_PART
        if is_part and entry.language in COMPOUNDING:
            _put(self.compound_parts, plain[0], entry)
        if stemmed and entry.language in STEMMED:
            self._add_stems([word.written for word in words], entry)
        if UNSPACED.search(phrase):
            self._add_unspaced(phrase)

    def _add_stems(self, written: list[str], entry: IndexEntry) -> None:
        language = entry.language
        self.beginnings[folded(written[0])[:BEGINNING]].add(language)
        longest = self.longest_stemmed[language]
        for stems in _stem_phrases(written, language):
            _put(self.stemmed[language], " ".join(stems), entry)
            longest[stems[0]] = max(len(stems), longest.get(stems[0], 0))

    def _add_unspaced(self, phrase: str) -> None:
        """Note a name that may stand among others, and each word of one with blanks."""
        for word in phrase.split():
            if len(word) >= MIN_UNSPACED:
                self.unspaced.add(lowered(word))
                self.longest_unspaced = max(self.longest_unspaced, len(word))

    def cut(self, text: str, words: list[Token]) -> list[Token]:
        """Return the words, those written without blanks cut around the known names.

        The longest name counts, from left to right.
        """
        return [
            part
            for word in words
            for part in (
                self._parts_of(text[word.start : word.end], word)
                if UNSPACED.search(word.written)
                else (word,)
            )
            if part.form  # a mark alone folds to nothing
        ]

    def _parts_of(self, run: str, word: Token) -> Iterator[Token]:
        run_lowered = lowered(run)
        if len(run_lowered) != len(run):  # its offsets would be others
            yield word
            return
        begun = at = 0
        while at < len(run):
            length = self._known_at(run_lowered, at)
            if length:
                if begun < at:
                    yield token(run[begun:at], word.start + begun, begins=word.begins)
                yield token(run[at : at + length], word.start + at)
                begun = at + length
            at += length or 1
        if begun < len(run):
            yield token(run[begun:], word.start + begun) if begun else word

    def _known_at(self, run: str, at: int) -> int:
        """Return the length of the longest name that begins there, or 0."""
        for length in range(self.longest_unspaced, MIN_UNSPACED - 1, -1):
            if run[at : at + length] in self.unspaced and at + length <= len(run):
                return length
        return 0

    def _add(self, forms: list[str], entry: IndexEntry) -> None:
        stems = [stem(form) for form in forms]
        _put(self.exact, " ".join(forms), entry)
        _put(self.stems, " ".join(stems), entry)
        self.longest[stems[0]] = max(len(stems), self.longest.get(stems[0], 0))

    def hits(
        self, words: list[Token], spoken: frozenset[str] = frozenset()
    ) -> Iterator[Hit]:
        """Yield matches from left to right, longest phrase first.

        `spoken` are the languages that the text may be in, if that is known: the stem
        of a word says little in others.
        """
        at = 0
        while at < len(words):
            hit = self._phrase_at(words, at, spoken) or self._part_at(words, at)
            if hit:
                yield hit
            at = hit.last if hit else at + 1

    def _phrase_at(
        self, words: list[Token], at: int, spoken: frozenset[str] = frozenset()
    ) -> Hit | None:
        languages = self._languages_of(words[at], spoken)
        most_words = max(
            self.longest.get(words[at].stem, 0),
            *(length for _language, length in languages),
            0,
        )
        for length in range(min(most_words, len(words) - at), 0, -1):
            if any(word.begins for word in words[at + 1 : at + length]):
                continue
            stretch = words[at : at + length]
            entries = self.exact.get(" ".join(word.form for word in stretch))
            if not entries:
                entries = self.stems.get(" ".join(word.stem for word in stretch))
            if not entries:
                entries = self._stemmed_as(stretch, languages)
            if entries:
                return Hit(at, at + length, tuple(entries))
        return None

    def _languages_of(
        self, word: Token, spoken: frozenset[str]
    ) -> list[tuple[str, int]]:
        """Return the languages with a name that begins with this word's stem.

        Beside each the number of words of its longest such name.
        """
        if ARABIC.search(word.written):
            possible = {"ar"}  # an article may precede the first letters
        else:
            possible = self.beginnings.get(word.form[:BEGINNING], set())
            letters = UNMISTAKABLE_ELSEWHERE if spoken else UNMISTAKABLE
            if len(word.form) < letters:
                possible = possible & spoken
        lengths = (
            (
                language,
                max(
                    self.longest_stemmed.get(language, {}).get(stem, 0)
                    for stem in stems_of(word.written, language)
                ),
            )
            for language in sorted(possible)
        )
        return [(language, length) for language, length in lengths if length]

    def _stemmed_as(
        self, stretch: list[Token], languages: list[tuple[str, int]]
    ) -> list[IndexEntry]:
        found: list[IndexEntry] = []
        written = [word.written for word in stretch]
        for language, longest in languages:
            is_plain = stretch[0].form in self.plain.get(language, ())
            if len(stretch) > longest or (is_plain and len(stretch) == 1):
                continue
            for stems in _stem_phrases(written, language):
                found.extend(self.stemmed.get(language, {}).get(" ".join(stems), ()))
        return list(dict.fromkeys(found))

    def _part_at(self, words: list[Token], at: int) -> Hit | None:
        """Match part of a word: after a Hebrew prefix, in a German compound."""
        form = words[at].form
        if form[0] in HEBREW_PREFIXES:
            return self._after_prefix(words, at)
        if len(form) < MIN_COMPOUND:
            return None
        known = [p for p in _parts(form, words[at].stem) if p in self.compound_parts]
        if not known:
            return None
        # The parts are sorted by length: the narrowest craft, of these the longest.
        part = max(known, key=self._depth_of_part)
        return Hit(at, at + 1, tuple(self.compound_parts[part]), whole=False)

    def _depth_of_part(self, part: str) -> int:
        entries = self.compound_parts[part]
        named = [self.depths.get(e.id, 0) for e in entries if e.sign is Sign.CRAFT]
        return max(named, default=0)

    def _after_prefix(self, words: list[Token], at: int) -> Hit | None:
        """Match without one or two Hebrew prefix letters."""
        for cut in (1, 2):
            form = words[at].form[cut:]
            if len(form) < 3 or words[at].form[cut - 1] not in HEBREW_PREFIXES:
                return None
            bare = Token(
                words[at].start + cut,
                words[at].end,
                form,
                stem(form),
                written=words[at].written[cut:],
            )
            following = words[at + 1 : at + 5]
            hit = self._phrase_at([bare, *following], 0)
            if hit:
                return Hit(at, at + hit.last, hit.entries)
        return None


def _parts(*forms: str) -> Iterator[str]:
    """Yield the endings and beginnings of a word's forms, longest first."""
    for length in range(max(map(len, forms)), MIN_PART - 1, -1):
        for form in forms:
            yield form[-length:]
            yield form[:length]


def _stem_phrases(written: list[str], language: str) -> Iterator[list[str]]:
    """Yield the stems of words as they are written, and as without accents."""
    stems = [stems_of(word, language) for word in written]
    yield [of_word[0] for of_word in stems]
    if any(len(of_word) > 1 for of_word in stems):
        yield [of_word[-1] for of_word in stems]


def _put(index: dict[str, list[IndexEntry]], key: str, entry: IndexEntry) -> None:
    entries = index.setdefault(key, [])
    if entry not in entries:
        entries.append(entry)


def names_of(term: CraftTerm | EquipmentTerm) -> Iterator[tuple[str, str]]:
    """Yield the language and text of each name of a term."""
    yield from term.labels.items()
    yield from _by_language(term.aliases)


def _phrases(vocabulary: Vocabulary) -> Iterator[tuple[str, IndexEntry]]:
    """Yield every phrase that can be recognised, and its meaning."""
    for craft in vocabulary.crafts.values():
        for language, name in names_of(craft):
            yield name, IndexEntry(Sign.CRAFT, craft.id, language)
        for language, hint in _by_language(craft.hints):
            yield hint, IndexEntry(Sign.HINT, craft.id, language)
    for equipment in vocabulary.equipment.values():
        for language, name in names_of(equipment):
            yield name, IndexEntry(Sign.EQUIPMENT, equipment.id, language)
    for language, phrase in _by_language(vocabulary.misleading):
        yield phrase, IndexEntry(Sign.NOTHING, "", language)


def _by_language(
    phrases: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, str]]:
    for language, several in phrases.items():
        for phrase in several:
            yield language, phrase


def _implied(vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[str, float]]]:
    """Yield for each edge the equipment, the craft and the weight as evidence."""
    for craft in vocabulary.crafts.values():
        for edge in craft.equipment:
            alone = len(vocabulary.crafts_using(edge.equipment)) == 1
            weight = IMPLIED_ALONE if alone else IMPLIED[edge.strength]
            yield edge.equipment, (craft.id, weight)


@lru_cache(maxsize=4)
def index_of(vocabulary: Vocabulary) -> WordIndex:
    """Return the cached index of a vocabulary's crafts and equipment."""
    index = WordIndex(
        depths={craft: len(vocabulary.ancestors(craft)) for craft in vocabulary.crafts},
        plain={
            language: {folded(word) for words in its.words.values() for word in words}
            for language, its in vocabulary.languages.items()
        },
    )
    retired = {
        term.id
        for terms in (vocabulary.crafts, vocabulary.equipment)
        for term in terms.values()
        if term.retired
    }
    for phrase, entry in _phrases(vocabulary):
        if entry.id not in retired:
            index.add(phrase, entry)
    for equipment_id, implied in _implied(vocabulary):
        if implied[0] not in retired:
            index.crafts_of.setdefault(equipment_id, []).append(implied)
    return index
