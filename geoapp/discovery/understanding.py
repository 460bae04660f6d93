"""Reading free text: the crafts, machines and places in "pottery in Leeds"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from geoapp.crafts.suggest import Guess, suggest
from geoapp.crafts.vocabulary import current
from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.places import FoundPlace, find_places
from geoapp.geo.values import Position
from geoapp.publishing.models import PublishedVenue

# What stands between a craft and a place in the five languages. It ends the
# part that is about making, and what follows is read as a place.
_PREPOSITION = re.compile(
    r"(?:^|\s)(in|near|at|around|close to|bei|nahe|um|à|a|en|près de|pres de|"
    r"cerca de|dans|ב|ליד)\s+",
    re.IGNORECASE,
)
_FILLERS = frozenset(
    [
        "a",
        "an",
        "the",
        "on",
        "me",
        "my",
        "and",
        "und",
        "et",
        "y",
        "for",
        "für",
        "pour",
        "para",
        "of",
        "de",
        "with",
        "mit",
        "avec",
        "con",
    ]
)
# Guesses of one word that are as sure as the surest are all meant.
_AS_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that the text names: any of these crafts or machines will do."""

    crafts: tuple[str, ...]
    equipment: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What a text was taken to mean, and the criteria that follow from it."""

    terms: tuple[Term, ...] = ()
    place: FoundPlace | None = None
    words: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()  # words that no venue has, beside others that count
    near: Position | None = None

    @property
    def crafts(self) -> tuple[str, ...]:
        """All crafts that were read, each once."""
        return tuple(dict.fromkeys(c for term in self.terms for c in term.crafts))

    @property
    def equipment(self) -> tuple[str, ...]:
        """All types of equipment that were read, each once."""
        return tuple(dict.fromkeys(e for term in self.terms for e in term.equipment))


def understand(criteria: SearchCriteria) -> Understanding:
    """Read the criteria's text; a given `near` or `bbox` is kept as it is."""
    if not criteria.q:
        return Understanding(near=criteria.near)
    what, where = _parted(criteria.q)
    terms, rest = _terms(what)
    view = criteria.near or (criteria.bbox.centre() if criteria.bbox else None)
    place = _place(where, view) if where else None
    if where and place is None:
        # "in" was no preposition of a place: the words count as they stand.
        extra_terms, extra = _terms(where)
        terms, rest = (*terms, *extra_terms), (*rest, *extra)
    if place is None and rest and criteria.near is None:
        place = _place(" ".join(rest), view, exact=True)
        rest = () if place else rest
    near = criteria.near or (place.position if place else None)
    words, ignored = rest, tuple[str, ...]()
    if rest and (terms or place) and not _anywhere(rest):
        words, ignored = (), rest
    return Understanding(
        terms=terms, place=place, words=words, ignored=ignored, near=near
    )


def _anywhere(words: tuple[str, ...]) -> bool:
    return PublishedVenue.objects.on_map().matching_words(words).exists()


def _parted(text: str) -> tuple[str, str]:
    found = next(iter([*_PREPOSITION.finditer(text)][::-1]), None)
    if found is None or not text[found.end() :].strip():
        return text, ""
    return text[: found.start()], text[found.end() :].strip()


def _place(
    text: str, view: Position | None, *, exact: bool = False
) -> FoundPlace | None:
    places = find_places(text, view=view, limit=1)
    if not places or (exact and not places[0].exact):
        return None
    return places[0]


@lru_cache(maxsize=1024)
def _terms(text: str) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Return the terms of a text and the words that none of them took."""
    said = suggest(text, vocabulary=current())
    spans: dict[tuple[int, int], list[Guess]] = {}
    for guess in (*said.crafts, *said.equipment):
        spans.setdefault((guess.start, guess.end), []).append(guess)
    machines = {guess.id for guess in said.equipment}
    rest = tuple(
        found.group()
        for found in re.finditer(r"[\w'\u2019-]+", text)
        if not any(begin <= found.start() < end for begin, end in spans)
        and found.group().casefold() not in _FILLERS
    )
    terms = []
    for (begin, end), guesses in sorted(spans.items()):
        # A machine implies its crafts weakly; asked for a kiln, a kiln is meant.
        best = max(guess.confidence for guess in guesses) * _AS_SURE
        sure = [guess.id for guess in guesses if guess.confidence >= best]
        terms.append(
            Term(
                crafts=tuple(name for name in sure if name not in machines),
                equipment=tuple(name for name in sure if name in machines),
                words=text[begin:end],
            )
        )
    return tuple(terms), rest
