"""Infer crafts and equipment from text: titles, lists of tools, search terms.

The results are suggestions, and must be marked as inferred when they are stored.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from geoapp.crafts.concepts import Vocabulary
from geoapp.crafts.stop_words import ARTICLES, COMMON, StopWords, stop_words_of
from geoapp.crafts.term_autocomplete import Completion, complete
from geoapp.crafts.word_forms import Token, tokens
from geoapp.crafts.word_index import Hit, IndexEntry, Sign, index_of

__all__ = ["Completion", "Guess", "Suggestion", "complete", "suggest"]

# Confidence of one sign. Several signs combine as independent evidence.
NAMED = 0.8
NAMED_IN_SEVERAL_WORDS = 0.9
# From this confidence a craft or machine was named; below it only hinted at.
NAMED_OUTRIGHT = 0.7
HINTED = 0.45
HINTED_IN_SEVERAL_WORDS = 0.55
# Words of a language that the text does not seem to be in count for less, foreign hints
# for even less; if the language is unknown, English takes precedence.
OTHER_LANGUAGE = {Sign.CRAFT: 0.5, Sign.EQUIPMENT: 0.5, Sign.HINT: 0.3}
NOT_ENGLISH = {Sign.CRAFT: 0.95, Sign.EQUIPMENT: 0.95, Sign.HINT: 0.6}
# A hint at several crafts, if other evidence supports one of them.
SETTLED_OTHERWISE = 0.5
# The product comes last in Germanic languages and Finnish: "copper earrings", before
# "from".
HEAD = 1.2
HEAD_LAST = frozenset({"en", "de", "nl", "sv", "nb", "da", "fi"})
# Part of a German compound: "Holzdrechselkurs".
PART_OF_A_WORD = 0.8
PIECE = re.compile(r"[,;/|•\n]+")
MAX_UNMATCHED_WORDS = 4


@dataclass(frozen=True, slots=True)
class Guess:
    """A concept that the text refers to.

    `confidence` is between 0 and 1; `words` are the recognised words as written;
    `start` and `end` are the offsets of the strongest one in the text.
    """

    id: str
    confidence: float
    words: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Crafts and equipment, most confident first, and the unmatched words."""

    crafts: tuple[Guess, ...]
    equipment: tuple[Guess, ...]
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Evidence:
    id: str
    weight: float
    start: int
    end: int


def suggest(text: str, *, vocabulary: Vocabulary) -> Suggestion:
    """Return the crafts and equipment that a text names, implies or hints at.

    Works in all languages of the vocabulary, ignores case, accents and plurals, and
    leaves out negated terms ("no sewing", "ohne Nähmaschine").
    """
    index, stop_words = index_of(vocabulary), stop_words_of(vocabulary)
    words = index.cut(text, tokens(text))
    languages = stop_words.languages_of(text, words)
    hits = list(index.hits(words, languages))
    negated = _negated(words, hits, stop_words)
    is_head_last = (languages & COMMON or languages) <= HEAD_LAST
    head = _head(words, hits, stop_words) if is_head_last else None
    crafts: list[_Evidence] = []
    equipment: list[_Evidence] = []
    for hit in hits:
        if hit.first in negated:
            continue
        start, end = words[hit.first].start, words[hit.last - 1].end
        for entry in hit.entries:
            if entry.sign is Sign.NOTHING:
                continue
            weight = _weight(hit, entry, languages)
            if entry.sign is Sign.HINT and hit is head:
                weight *= HEAD
            evidence = _Evidence(entry.id, weight, start, end)
            if entry.sign is not Sign.EQUIPMENT:
                crafts.append(evidence)
                continue
            equipment.append(evidence)
            crafts.extend(
                _Evidence(craft_id, weight * share, start, end)
                for craft_id, share in index.crafts_of.get(entry.id, ())
            )
    return Suggestion(
        crafts=_narrower_first(
            _guesses(text, _settled(crafts, vocabulary)), vocabulary
        ),
        equipment=_guesses(text, equipment),
        unmatched=tuple(_unmatched(text, words, hits, stop_words=stop_words)),
    )


def _head(words: list[Token], hits: list[Hit], stop_words: StopWords) -> Hit | None:
    """Return the last hit of the text's first phrase.

    A phrase ends at a function word between two hits.
    """
    head = next(iter(hits), None)
    for hit in hits[1:]:
        between = words[head.last : hit.first] if head else []
        if any(word.form in stop_words for word in between):
            break
        head = hit
    return head


def _negated(
    words: list[Token], hits: list[Hit], stop_words: StopWords
) -> frozenset[int]:
    """Return the first words of hits that are negated: "no sewing or knitting".

    A negation precedes them, or an "or" that joins them to a negated hit.
    """
    negated: set[int] = set()
    negated_ends: set[int] = set()
    for hit in hits:
        at = hit.first - 1
        while at >= 0 and words[at].form in ARTICLES:
            at -= 1
        if at < 0:
            continue
        is_joined = words[at].form in stop_words.or_words and at in negated_ends
        if words[at].form in stop_words.negations or is_joined:
            negated.add(hit.first)
            negated_ends.add(hit.last)
    return frozenset(negated)


def _weight(hit: Hit, entry: IndexEntry, languages: frozenset[str]) -> float:
    several = hit.last - hit.first > 1
    if entry.sign is Sign.HINT:
        weight = HINTED_IN_SEVERAL_WORDS if several else HINTED
    else:
        weight = NAMED_IN_SEVERAL_WORDS if several else NAMED
    if not hit.whole:
        weight *= PART_OF_A_WORD
    # The same word can have the same meaning in several languages.
    spoken = {other.language for other in hit.entries if other.id == entry.id}
    if languages:
        return weight if spoken & languages else weight * OTHER_LANGUAGE[entry.sign]
    return weight if "en" in spoken else weight * NOT_ENGLISH[entry.sign]


def _guesses(text: str, pieces: Iterable[_Evidence]) -> tuple[Guess, ...]:
    """Combine the evidence for each concept; the same span of text counts once."""
    spans: dict[str, dict[tuple[int, int], float]] = defaultdict(dict)
    for evidence in pieces:
        span = (evidence.start, evidence.end)
        weights = spans[evidence.id]
        weights[span] = max(evidence.weight, weights.get(span, 0.0))
    guesses = [
        _guess(text, concept_id, weights) for concept_id, weights in spans.items()
    ]
    return tuple(sorted(guesses, key=lambda guess: (-guess.confidence, guess.start)))


def _settled(pieces: list[_Evidence], vocabulary: Vocabulary) -> list[_Evidence]:
    """Weaken an ambiguous word's evidence for crafts without further evidence.

    A bowl is thrown or turned: a stoneware bowl is thrown, one on the lathe turned.
    Evidence for broader or narrower crafts supports a craft as well.
    """
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for evidence in pieces:
        for craft in (evidence.id, *vocabulary.ancestors(evidence.id)):
            spans[craft].add((evidence.start, evidence.end))

    def has_more(piece: _Evidence) -> bool:
        # Its own span is among those of its whole family.
        family = (piece.id, *vocabulary.ancestors(piece.id))
        return any(len(spans[craft]) > 1 for craft in family)

    supported: dict[tuple[int, int], bool] = defaultdict(bool)
    for evidence in pieces:
        supported[evidence.start, evidence.end] |= has_more(evidence)
    return [
        evidence
        if has_more(evidence) or not supported[evidence.start, evidence.end]
        else replace(evidence, weight=evidence.weight * SETTLED_OTHERWISE)
        for evidence in pieces
    ]


def _narrower_first(
    guesses: tuple[Guess, ...], vocabulary: Vocabulary
) -> tuple[Guess, ...]:
    """Limit a broader craft to the confidence of a narrower one that is named.

    "Arduino LED circuits" is about microcontrollers before electronics in general.
    """
    depth = {guess.id: len(vocabulary.ancestors(guess.id)) for guess in guesses}
    best_score: dict[str, float] = {}
    for guess in guesses:
        if guess.confidence >= NAMED * NOT_ENGLISH[Sign.CRAFT]:
            for upper in vocabulary.ancestors(guess.id):
                best_score[upper] = max(guess.confidence, best_score.get(upper, 0.0))
    held = [
        replace(guess, confidence=min(guess.confidence, best_score.get(guess.id, 1.0)))
        for guess in guesses
    ]
    return tuple(sorted(held, key=lambda guess: (-guess.confidence, -depth[guess.id])))


def _guess(text: str, concept_id: str, weights: dict[tuple[int, int], float]) -> Guess:
    doubt = 1.0
    for weight in weights.values():
        doubt *= 1.0 - weight
    start, end = max(weights, key=lambda span: weights[span])
    return Guess(
        id=concept_id,
        confidence=round(1.0 - doubt, 3),
        words=tuple(dict.fromkeys(text[first:last] for first, last in sorted(weights))),
        start=start,
        end=end,
    )


def _unmatched(
    text: str, words: list[Token], hits: list[Hit], *, stop_words: StopWords
) -> Iterator[str]:
    """Yield the items of a list in which nothing was recognised, each once."""
    taken = {at for hit in hits for at in range(hit.first, hit.last)}
    starts = [0, *(match.end() for match in PIECE.finditer(text))]
    ends = [*(match.start() for match in PIECE.finditer(text)), len(text)]
    positions = [word.start for word in words]
    seen: set[str] = set()
    for start, end in zip(starts, ends, strict=True):
        inside = range(bisect_left(positions, start), bisect_left(positions, end))
        if not any(at in taken for at in inside) and _is_term(
            words, inside, stop_words
        ):
            piece = text[words[inside[0]].start : words[inside[-1]].end].casefold()
            if piece not in seen:
                seen.add(piece)
                yield piece


def _is_term(words: list[Token], inside: range, stop_words: StopWords) -> bool:
    """Return whether an item can be a term; longer ones are prose and are not stored."""
    return len(inside) <= MAX_UNMATCHED_WORDS and any(
        words[at].form not in stop_words and not words[at].form.isdigit()
        for at in inside
    )
