"""The interpretation of free text: crafts, machines and places in "pottery in Leeds"."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from geoapp.common.text import folded
from geoapp.crafts.choices import Kind
from geoapp.crafts.suggest import NAMED_OUTRIGHT, Guess, suggest
from geoapp.crafts.vocabulary import current
from geoapp.discovery.text.place_in_text import Word, place_in_text
from geoapp.discovery.text.place_suggestions import (
    PlaceSuggestion,
    WordsBeside,
    find_places,
    is_only_an_area,
    places_named,
)
from geoapp.geo.values import Position
from geoapp.geocoding.place_names import WELL_KNOWN
from geoapp.publishing.models import PublishedVenue

# What stands between a craft and a place in the five languages. It ends the
# part that is about making, and what follows is read as a place.
_PREPOSITION = re.compile(
    r"(?:^|\s)(in|near|at|around|close to|bei|nahe|um|à|en|près de|pres de|"
    r"cerca de|dans|ב|ליד)\s+",
    re.IGNORECASE,
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
_LETTERS_OF_STATE = 2
# Where people are themselves; the page asks for it, and never guesses.
_HERE = frozenset(["me", "mir", "moi", "mi", "home", "here", "hier", "ici", "aquí"])
# Who says makerspace means any such place; who says fab lab means just that.
_SUCH_PLACES = (
    Kind.MAKERSPACE,
    Kind.FAB_LAB,
    Kind.HACKERSPACE,
    Kind.LIBRARY_MAKERSPACE,
)
_KIND_WORDS: dict[str, tuple[Kind, ...]] = {
    "makerspace": _SUCH_PLACES,
    "maker space": _SUCH_PLACES,
    "makers' space": _SUCH_PLACES,
    "fab lab": (Kind.FAB_LAB,),
    "fablab": (Kind.FAB_LAB,),
    "hackerspace": (Kind.HACKERSPACE,),
    "hacker space": (Kind.HACKERSPACE,),
    "hackspace": (Kind.HACKERSPACE,),
    "repair cafe": (Kind.REPAIR_CAFE,),
    "tool library": (Kind.TOOL_LIBRARY,),
    "open studio": (Kind.OPEN_STUDIO,),
}
_KINDS = re.compile(
    r"\b(" + "|".join(_KIND_WORDS) + r")s?\b".replace("cafe", "caf[eé]"), re.IGNORECASE
)


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
    what, where = _parted(text)
    beside = WordsBeside(_terms(what)[1])
    place, after = _announced_place(where, view, beside)
    if where and place is None:
        what = text
    terms, rest = _terms(what)
    rest = (*rest, *after)
    nobodys = bool(rest) and rest == unknown
    if place is None and near is None and not nobodys:
        named = place_in_text(what, _read(what).words, view)
        if named is not None:
            place = named.place
            terms, rest = _terms(f"{what[: named.start]} {what[named.end :]}")
    words, ignored = rest, tuple[str, ...]()
    # "bowl on the lathe" has to find lathes, though no venue has "bowl".
    if rest and (terms or place) and (nobodys or not _anywhere(rest, beside)):
        words, ignored = (), rest
    return Interpretation(
        terms=terms,
        place=place,
        words=words,
        ignored=ignored,
        near=near or (place.position if place else None),
        needs_position=near is None and folded(where) in _HERE,
    )


def _anywhere(words: tuple[str, ...], beside: WordsBeside) -> bool:
    if words == beside.words and beside.anywhere is not None:
        return beside.anywhere
    return PublishedVenue.objects.on_map().matching_words(words).exists()


def _parted(text: str) -> tuple[str, str]:
    match = next(iter([*_PREPOSITION.finditer(text)][::-1]), None)
    if match is None or not text[match.end() :].strip():
        return text, ""
    return text[: match.start()], text[match.end() :].strip()


def _announced_place(
    text: str, view: Position | None, beside: WordsBeside
) -> tuple[PlaceSuggestion | None, tuple[str, ...]]:
    """Return the place after "in", and the words that follow it.

    "in Bergen open on Saturday" names Bergen; "a bowl in wood" names no place.
    """
    if not text:
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
        return place, _unread(place.left_out.split())
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
        if meant is not None and meant.exact:
            return meant, _unread(words[count:])
    return None


def _unread(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are no fillers, without punctuation."""
    bare = (word.strip(",.;:?") for word in words)
    return tuple(word for word in bare if word and not _is_filler(word))


def _is_filler(word: str) -> bool:
    is_state = word.isupper() and len(word) == _LETTERS_OF_STATE  # "Portland, OR"
    return word.casefold() in _FILLERS and not is_state


def _meant(text: str, place: PlaceSuggestion | None) -> PlaceSuggestion | None:
    """Return the place found for a text, or None if people would not mean it."""
    if folded(text) in _HERE or place is None or is_only_an_area(text, place):
        return None
    # Misspelt or a hamlet's namesake, it must be a place that people mean.
    is_well_known = bool(place.venues) or place.population >= WELL_KNOWN
    names_a_craft = bool(_terms(text)[0])
    if place.exact:
        return place if is_well_known or not names_a_craft else None
    return place if (is_well_known or "," in text) and not names_a_craft else None


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
    kinds = [
        Term(
            kinds=tuple(kind.value for kind in _KIND_WORDS[folded(match.group(1))]),
            words=match.group(),
        )
        for match in _KINDS.finditer(text)
    ]
    text = _KINDS.sub(lambda match: " " * len(match.group()), text)
    suggestion = suggest(text, vocabulary=current())
    spans: dict[tuple[int, int], list[Guess]] = {}
    for guess in (*suggestion.crafts, *suggestion.equipment):
        spans.setdefault((guess.start, guess.end), []).append(guess)
    machines = frozenset(guess.id for guess in suggestion.equipment)
    words = tuple(_words(text, spans))
    rest = tuple(word.text for word in words if word.is_unread)
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
        yield Word(
            match.group(),
            match.start(),
            match.end(),
            is_term=any(begin <= match.start() < end for begin, end in spans),
            is_filler=_is_filler(match.group()),
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
