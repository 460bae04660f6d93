"""An index from words to concepts, built once per vocabulary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from geoapp.crafts.concepts import CraftTerm, EquipmentTerm, Vocabulary
from geoapp.crafts.word_forms import HEBREW_PREFIXES, Token, spellings, stem, tokens

# The weight of equipment as evidence for a craft, by the strength of the edge, and for
# the only craft that uses it.
IMPLIED = {"required": 0.6, "typical": 0.3, "optional": 0.1}
IMPLIED_ALONE = 0.7
MIN_COMPOUND = 8  # letters of a German compound
MIN_PART = 5  # letters of a word that is recognised in one


class Sign(Enum):
    """How a word refers to a concept: by name, or as a hint.

    NOTHING consumes misleading phrases: "Harry Potter" is not a potter.
    """

    CRAFT = "craft"
    EQUIPMENT = "equipment"
    HINT = "hint"
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
    # Equipment -> crafts that use it, with the weight as evidence.
    crafts_of: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    def add(self, phrase: str, entry: IndexEntry) -> None:
        """Add a phrase under all of its spellings."""
        words = tokens(phrase)
        plain = [word.form for word in words]
        spelt = [
            spellings(word.form, phrase[word.start : word.end])[-1] for word in words
        ]
        for forms in {tuple(plain), tuple(spelt)}:
            self._add(list(forms), entry)
        is_part = len(plain) == 1 and len(plain[0]) >= MIN_PART
        if is_part and entry.language == "de":
            _put(self.compound_parts, plain[0], entry)

    def _add(self, forms: list[str], entry: IndexEntry) -> None:
        stems = [stem(form) for form in forms]
        _put(self.exact, " ".join(forms), entry)
        _put(self.stems, " ".join(stems), entry)
        self.longest[stems[0]] = max(len(stems), self.longest.get(stems[0], 0))

    def hits(self, words: list[Token]) -> Iterator[Hit]:
        """Yield matches from left to right, longest phrase first."""
        at = 0
        while at < len(words):
            hit = self._phrase_at(words, at) or self._part_at(words, at)
            if hit:
                yield hit
            at = hit.last if hit else at + 1

    def _phrase_at(self, words: list[Token], at: int) -> Hit | None:
        longest = min(self.longest.get(words[at].stem, 0), len(words) - at)
        for length in range(longest, 0, -1):
            if any(word.begins for word in words[at + 1 : at + length]):
                continue
            stretch = words[at : at + length]
            entries = self.exact.get(" ".join(word.form for word in stretch))
            if not entries:
                entries = self.stems.get(" ".join(word.stem for word in stretch))
            if entries:
                return Hit(at, at + length, tuple(entries))
        return None

    def _part_at(self, words: list[Token], at: int) -> Hit | None:
        """Match part of a word: after a Hebrew prefix, in a German compound."""
        form = words[at].form
        if form[0] in HEBREW_PREFIXES:
            return self._after_prefix(words, at)
        if len(form) < MIN_COMPOUND:
            return None
        for part in _parts(form, words[at].stem):
            if part in self.compound_parts:
                entries = tuple(self.compound_parts[part])
                return Hit(at, at + 1, entries, whole=False)
        return None

    def _after_prefix(self, words: list[Token], at: int) -> Hit | None:
        """Match without one or two Hebrew prefix letters."""
        for cut in (1, 2):
            form = words[at].form[cut:]
            if len(form) < 3 or words[at].form[cut - 1] not in HEBREW_PREFIXES:
                return None
            bare = Token(words[at].start + cut, words[at].end, form, stem(form))
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


def _put(index: dict[str, list[IndexEntry]], key: str, entry: IndexEntry) -> None:
    entries = index.setdefault(key, [])
    if entry not in entries:
        entries.append(entry)


def _names(term: CraftTerm | EquipmentTerm) -> Iterator[tuple[str, str]]:
    yield from term.labels.items()
    yield from _by_language(term.aliases)


def _phrases(vocabulary: Vocabulary) -> Iterator[tuple[str, IndexEntry]]:
    """Yield every phrase that can be recognised, and its meaning."""
    for craft in vocabulary.crafts.values():
        for language, name in _names(craft):
            yield name, IndexEntry(Sign.CRAFT, craft.id, language)
        for language, hint in _by_language(craft.hints):
            yield hint, IndexEntry(Sign.HINT, craft.id, language)
    for equipment in vocabulary.equipment.values():
        for language, name in _names(equipment):
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
    index = WordIndex()
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
