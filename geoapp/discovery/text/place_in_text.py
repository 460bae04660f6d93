"""The place that a text names beside crafts: "pottery, London, UK", "Leeds knitting"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geoapp.discovery.text.place_suggestions import (
    PlaceSuggestion,
    is_only_an_area,
    places_named,
)
from geoapp.geo.values import Position
from geoapp.geocoding.name_keys import name_key
from geoapp.geocoding.place_names import WELL_KNOWN

_MAX_WORDS = 24  # of a text, among which a place is looked for
_MAX_PLACE_WORDS = 5
_MIN_LETTERS = 4  # of a place that few people mean
# Places as well, but hardly meant by who writes them small.
_COMMON = frozenset(
    [
        "nice",
        "sale",
        "deal",
        "mobile",
        "split",
        "most",
        "best",
        "street",
        "club",
        "cafe",
        "normal",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; one of a craft or machine, a filler, or neither."""

    text: str
    start: int
    end: int
    is_term: bool
    is_filler: bool

    @property
    def is_unread(self) -> bool:
        """Whether the word has said nothing yet."""
        return not (self.is_term or self.is_filler)


@dataclass(frozen=True, slots=True)
class PlaceInText:
    """A place, and where in the text its name stands."""

    place: PlaceSuggestion
    start: int
    end: int


def place_in_text(
    text: str, words: Sequence[Word], view: Position | None
) -> PlaceInText | None:
    """Return the place that some words name, the longest name first.

    Only whole names count. Beside words that say nothing it must be a well-known place;
    a name with a word that is also a craft ("Potters Bar") has another word as well.
    """
    words = words[:_MAX_WORDS]
    names = {text[span[0].start : span[-1].end]: span for span in _spans(words)}
    places = places_named(list(names), view=view) if names else {}
    for name, span in names.items():
        place = places.get(name)
        others = [word for word in words if word not in span]
        inner = (p for n, p in places.items() if n != name and n in name)
        if any(p.population >= WELL_KNOWN for p in inner):
            others = []  # "Paris, Texas" rather than Paris, "Hackney London" than London
        if place is None or is_only_an_area(name, place):
            continue
        if _is_meant(place, span, others):
            return PlaceInText(place, span[0].start, span[-1].end)
    return None


def _spans(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield words that follow each other and may be a name; later ones first.

    Numbers alone are none: "10.30 - 12.30" are hours, whatever a town's district is
    called.
    """
    for size in range(min(len(words), _MAX_PLACE_WORDS), 0, -1):
        for begin in range(len(words) - size, -1, -1):
            span = words[begin : begin + size]
            ends_are_names = not (span[0].is_filler or span[-1].is_filler)
            has_a_name = any(
                word.is_unread and any(map(str.isalpha, word.text)) for word in span
            )
            if ends_are_names and has_a_name:
                yield span


def _is_meant(
    place: PlaceSuggestion, span: Sequence[Word], others: Sequence[Word]
) -> bool:
    key = name_key(" ".join(word.text for word in span))
    is_common = span[0].text in _COMMON and len(span) == 1
    is_a_terms_word = any(word.is_term for word in span) and not place.foremost
    # "j'ai" is Jaipur to airlines.
    is_ascii = all(word.text.isascii() for word in span)  # as codes are, and Åbo not
    is_a_code = is_ascii and len(key) < _MIN_LETTERS and key != name_key(place.name)
    if is_common or is_a_terms_word or is_a_code:
        return False
    if place.venues or place.population >= WELL_KNOWN:
        return True
    others_unread = any(word.is_unread for word in others)
    return not others_unread and len(key) >= _MIN_LETTERS
