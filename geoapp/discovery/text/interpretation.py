"""The interpretation of free text: crafts, machines and places in "pottery in Leeds"."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from geoapp.common.text import folded
from geoapp.crafts.choices import Kind
from geoapp.crafts.filter_words import named_values
from geoapp.crafts.misspelt import Correction, correction
from geoapp.crafts.particles import without_particles
from geoapp.crafts.stop_words import stop_words_of
from geoapp.crafts.suggest import NAMED_OUTRIGHT, Guess, suggest
from geoapp.crafts.vocabulary import current
from geoapp.crafts.word_forms import lowered
from geoapp.discovery.text.place_case_forms import place_in_a_case
from geoapp.discovery.text.place_in_text import Word, place_in_text
from geoapp.discovery.text.place_suggestions import (
    PlaceSuggestion,
    WordsBeside,
    find_places,
    is_only_an_area,
    places_named,
)
from geoapp.geo.values import Position
from geoapp.geocoding.coordinates import coordinates_among
from geoapp.geocoding.place_names import WELL_KNOWN
from geoapp.publishing.models import PublishedVenue

# What stands between a craft and a place. It ends the part that is about making, and
# what follows is read as a place; the files of the languages add to these.
_PREPOSITIONS = (
    r"in|near|at|around|close to|bei|nahe|um|à|en|près de|pres de|cerca de|dans|ב|ליד"
)
_FILLERS = frozenset(
    """
    a an the on in at near around um en bei nahe dans me my i we you it is to and or for of with from some own how where
    what can could want like need make making build building do diy place places
    use using somewhere someone people group groups
    find ein eine einen der die das ich und oder für von mit wo kann machen bauen
    un une le la les je et ou pour de avec où fabriquer faire el los las yo y o para
    con dónde hacer
    """.split()  # noqa: SIM905 - a list of sixty lines would be no clearer
)
# Guesses of one word that are as sure as the surest are all meant.
_AS_SURE = 0.9
_MAX_PLACE_WORDS = 3
_MAX_CORRECTIONS = 2
_MIN_NAME = 4  # letters of a town's name that words follow, unless it is written so
_LETTERS_OF_STATE = 2
# Where people are themselves; the page asks for it, and never guesses.
_HERE = frozenset(
    ["me", "mir", "moi", "mi", "home", "here", "hier", "ici", "aqui", "casa", "maison"]
)
# Who says makerspace means any such place; who says fab lab means just that.
_SUCH_PLACES = (
    Kind.MAKERSPACE,
    Kind.FAB_LAB,
    Kind.HACKERSPACE,
    Kind.LIBRARY_MAKERSPACE,
)
_KINDS_MEANT = {Kind.MAKERSPACE.value: tuple(kind.value for kind in _SUCH_PLACES)}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing named in the text: any of its terms satisfies it, or the name itself."""

    crafts: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """The interpretation of a text, and the resulting position."""

    terms: tuple[Term, ...] = ()
    place: PlaceSuggestion | None = None
    words: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()  # words that no venue has, beside others that count
    corrected: tuple[Correction, ...] = ()  # misspelt names, as they were meant
    near: Position | None = None
    needs_position: bool = False  # "near me", and nothing says where that is

    @property
    def crafts(self) -> tuple[str, ...]:
        """All crafts in the text, each once."""
        return tuple(dict.fromkeys(c for term in self.terms for c in term.crafts))

    @property
    def equipment(self) -> tuple[str, ...]:
        """All types of equipment in the text, each once."""
        return tuple(dict.fromkeys(e for term in self.terms for e in term.equipment))


def interpret(
    text: str,
    *,
    near: Position | None = None,
    view: Position | None = None,
    unknown: tuple[str, ...] = (),
) -> Interpretation:
    """Interpret a text; with `near`, the text cannot name another place.

    `view` is the centre of the visible area. `unknown` are words already known to match
    no venue; they are not tried as places either.
    """
    if not text:
        return Interpretation(near=near)
    what, where, is_announced = _parted(text)
    beside = WordsBeside(_terms(what)[1])
    place, after = _announced_place(where, view, beside)
    if place is None or not (is_announced or place.exact):
        place, what = None, text
    else:
        what = " ".join([what, *after])
    terms, rest = _terms(what)
    nobodys = bool(rest) and rest == unknown
    if place is None and near is None and not nobodys:
        place, what = _place_among(what, view)
        terms, rest = _terms(what)
    corrected: tuple[Correction, ...] = ()
    words, ignored = rest, tuple[str, ...]()
    if rest and (nobodys or not _anywhere(rest, beside)):
        terms, rest, corrected = _corrected(what, terms, rest)
        # "bowl on the lathe" has to find lathes, though no venue has "bowl".
        words, ignored = ((), rest) if terms or place else (rest, ())
    return Interpretation(
        terms=terms,
        place=place,
        words=words,
        ignored=ignored,
        corrected=corrected,
        near=near or (place.position if place else None),
        needs_position=near is None and _is_here(where),
    )


def _place_among(
    text: str, view: Position | None
) -> tuple[PlaceSuggestion | None, str]:
    """Return the place that is named anywhere in a text, and the text without it."""
    among = coordinates_among(text)
    if among is not None:
        written = text[among.start : among.end]
        place = next(iter(find_places(written, limit=1)), None)
        return place, f"{text[: among.start]} {text[among.end :]}"
    words = _read(text).words
    named = place_in_text(text, words, view) or place_in_a_case(text, words)
    if named is None:
        return None, text
    return named.place, f"{text[: named.start]} {text[named.end :]}"


def _corrected(
    text: str, terms: tuple[Term, ...], rest: tuple[str, ...]
) -> tuple[tuple[Term, ...], tuple[str, ...], tuple[Correction, ...]]:
    """Return terms and unread words of a text whose misspelt names are corrected."""
    corrections: list[Correction] = []
    while len(corrections) < _MAX_CORRECTIONS:
        unread = frozenset(map(lowered, rest))
        found = correction(text, unread, vocabulary=current())
        if found is None:
            break
        corrections.append(found)
        text = f"{text[: found.start]}{found.meant}{text[found.end :]}"
        terms, rest = _terms(text)
    return terms, rest, tuple(corrections)


def _is_here(text: str) -> bool:
    """Whether a text says where the person is, and nothing else: "my home, please"."""
    words = [folded(word) for word in re.findall(r"\w+", text)]
    meant = [word for word in words if word in _HERE or not _is_filler(word)]
    return bool(meant) and all(word in _HERE for word in meant)


def _languages_of(word: str) -> frozenset[str]:
    return stop_words_of(current()).languages.get(word, frozenset())


@cache
def _place_words() -> frozenset[str]:
    """Return the words for a workshop, which beside a craft say nothing more."""
    return frozenset(
        folded(word)
        for language in current().languages.values()
        for word in language.words.get("place", ())
    )


@cache
def _preposition() -> re.Pattern[str]:
    """Return the expression for what stands before a place, in all languages."""
    words = {
        word
        for language in current().languages.values()
        for use in ("in", "near")
        for word in language.words.get(use, ())
    }
    # With accents and without: people type both.
    named = {*map(folded, words), *map(lowered, words)}
    # "Where can I weld": what English says everywhere announces no place.
    english = {word for word in named if "en" in _languages_of(folded(word))}
    more = sorted(map(re.escape, named - _FILLERS - english), key=len, reverse=True)
    alternatives = "|".join([_PREPOSITIONS, *more])
    return re.compile(rf"(?:^|\s)({alternatives})\s+", re.IGNORECASE)


def _anywhere(words: tuple[str, ...], beside: WordsBeside) -> bool:
    if words == beside.words and beside.anywhere is not None:
        return beside.anywhere
    return PublishedVenue.objects.on_map().matching_words(words).exists()


def _parted(text: str) -> tuple[str, str, bool]:
    """Return the text before the last preposition and after it.

    The last value says that the preposition is one that announces places so often that
    a misspelt one may be meant.
    """
    match = next(iter([*_preposition().finditer(text)][::-1]), None)
    if match is None or not text[match.end() :].strip():
        return text, "", False
    is_announced = re.fullmatch(_PREPOSITIONS, match[1], re.IGNORECASE) is not None
    return text[: match.start()], text[match.end() :].strip(), is_announced


def _announced_place(
    text: str, view: Position | None, beside: WordsBeside
) -> tuple[PlaceSuggestion | None, tuple[str, ...]]:
    """Return the place after "in", and the words that follow it.

    "in Bergen open on Saturday" names Bergen; "a bowl in wood" names no place.
    """
    if not text or _is_here(text):
        return None, ()
    places = find_places(text, view=view, limit=1, beside=beside)
    place = _meant(text, next(iter(places), None))
    if place is None or (place.exact and place.left_out):
        # "the evening Hackney London": the longest name anywhere in it.
        named = place_in_text(text, _read(text).words, view)
        if named is not None:
            others = f"{text[: named.start]} {text[named.end :]}"
            return named.place, _unread(others.split())
    if place is not None and place.exact:
        if not place.left_out or _is_well_known(place):
            return place, _unread(place.left_out.split())
        place = None
    return _place_at_the_beginning(text, view) or (place, ())


def _place_at_the_beginning(
    text: str, view: Position | None
) -> tuple[PlaceSuggestion, tuple[str, ...]] | None:
    words = text.split()
    max_words = min(len(words) - 1, _MAX_PLACE_WORDS)
    starts = (" ".join(words[:n]).rstrip(",.;:?") for n in range(max_words, 0, -1))
    beginnings = dict(zip(starts, range(max_words, 0, -1), strict=True))
    places_by_text = places_named(list(beginnings), view=view)
    for begun, count in beginnings.items():
        meant = _meant(begun, places_by_text.get(begun))
        first = begun.split()[0].strip(",.;:?")
        is_a_name = len(first) >= _MIN_NAME or (meant and meant.name == begun)
        if meant is not None and meant.exact and is_a_name:
            return meant, _unread(words[count:])
    return None


def _unread(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are no fillers, without punctuation."""
    bare = (word.strip(",.;:?") for word in words)
    return tuple(word for word in bare if word and not _is_filler(word))


def _is_filler(word: str) -> bool:
    is_state = word.isupper() and len(word) == _LETTERS_OF_STATE  # "Portland, OR"
    form = folded(word)
    is_known = word.casefold() in _FILLERS or form in _HERE
    return (is_known or form in stop_words_of(current())) and not is_state


def _meant(text: str, place: PlaceSuggestion | None) -> PlaceSuggestion | None:
    """Return the place found for a text, or None if people would not mean it."""
    if place is None or is_only_an_area(text, place):
        return None
    # Misspelt or a hamlet's namesake, it must be a place that people mean.
    is_well_known = _is_well_known(place)
    names_a_craft = bool(_terms(text)[0])
    if place.exact:
        return place if is_well_known or not names_a_craft else None
    return place if (is_well_known or "," in text) and not names_a_craft else None


def _is_well_known(place: PlaceSuggestion) -> bool:
    return bool(place.venues) or place.population >= WELL_KNOWN


@dataclass(frozen=True, slots=True)
class _ReadText:
    """The terms of a text, the words of none, and all its words in order."""

    terms: tuple[Term, ...]
    rest: tuple[str, ...]
    words: tuple[Word, ...]


def _terms(text: str) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Return the terms of a text, and the words that belong to none of them."""
    read = _read(text)
    return read.terms, read.rest


@lru_cache(maxsize=1024)
def _read(text: str) -> _ReadText:
    kinds = []
    for named in named_values(text, vocabulary=current()):
        if named.section == "kinds":
            span = text[named.start : named.end]
            meant = _KINDS_MEANT.get(named.value, (named.value,))
            kinds.append(Term(kinds=meant, words=span))
            text = f"{text[: named.start]}{' ' * len(span)}{text[named.end :]}"
    suggestion = suggest(text, vocabulary=current())
    spans: dict[tuple[int, int], list[Guess]] = {}
    for guess in (*suggestion.crafts, *suggestion.equipment):
        spans.setdefault((guess.start, guess.end), []).append(guess)
    machines = frozenset(guess.id for guess in suggestion.equipment)
    words = tuple(_words(text, spans))
    places = _place_words() if spans or kinds else frozenset()
    rest = tuple(
        word.text
        for word in words
        if word.is_unread and folded(word.text) not in places
    )
    found_terms = [
        (max(g.confidence for g in guesses), _term(guesses, machines, text[begin:end]))
        for (begin, end), guesses in sorted(spans.items())
    ]
    terms = [term for confidence, term in found_terms if confidence >= NAMED_OUTRIGHT]
    hinted = [term for confidence, term in found_terms if confidence < NAMED_OUTRIGHT]
    # What only hints at a craft never narrows what was named outright.
    return _ReadText((*kinds, *(terms or _joined(hinted))), rest, words)


def _words(text: str, spans: Collection[tuple[int, int]]) -> Iterator[Word]:
    for match in re.finditer(r"[\w'\u2019-]+", text):
        for start, end in _between(text, match.span(), spans):
            yield Word(
                text[start:end],
                start,
                end,
                is_term=any(begin <= start < last for begin, last in spans),
                is_filler=_is_filler(text[start:end]),
            )


def _between(
    text: str, run: tuple[int, int], spans: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Cut a run of letters where terms begin and end: 大阪 and 木工 of 大阪木工.

    What is left is cut before the particles that end it: 서울 and 에서.
    """
    inside = {at for span in spans for at in span if run[0] < at < run[1]}
    cuts = [run[0], *sorted(inside), run[1]]
    for first, last in pairwise(cuts):
        is_term = any(begin <= first < ends for begin, ends in spans)
        bare = first + (0 if is_term else len(without_particles(text[first:last])))
        yield from pairwise(
            [first, bare, last] if first < bare < last else [first, last]
        )


def _term(guesses: list[Guess], machines: frozenset[str], words: str) -> Term:
    # A machine implies its crafts weakly; asked for a kiln, a kiln is meant.
    best = max(guess.confidence for guess in guesses) * _AS_SURE
    sure = [guess.id for guess in guesses if guess.confidence >= best]
    return Term(
        crafts=tuple(name for name in sure if name not in machines),
        equipment=tuple(name for name in sure if name in machines),
        words=words,
    )


def _joined(terms: list[Term]) -> list[Term]:
    """Return the terms as one that any of them satisfies."""
    if len(terms) < 2:
        return terms
    return [
        Term(
            crafts=tuple(dict.fromkeys(c for t in terms for c in t.crafts)),
            equipment=tuple(dict.fromkeys(e for t in terms for e in t.equipment)),
            words=" ".join(term.words for term in terms),
        )
    ]
