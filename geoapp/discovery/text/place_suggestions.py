"""Places by name, in the order a searcher expects.

Name first, then distance to what they look at, then how many venues are there,
then population (0 means unknown and never sinks a place).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoapp.common.text import folded
from geoapp.discovery.text.venue_counts_sql import venue_counts
from geoapp.geo.values import Position, Radius
from geoapp.geocoding import gazetteer, place_names
from geoapp.geocoding.areas import areas_named
from geoapp.geocoding.geocoder import PlaceCandidate
from geoapp.geocoding.place_names import WELL_KNOWN
from geoapp.publishing.models import PublishedVenue

VENUES_WITHIN = Radius(10_000)
_COUNTED = 12  # namesakes whose venues are counted
_METROPOLIS = 500_000  # Washington is not in Washington
_TOWN = 10_000  # of people: a namesake as small as a village is not asked about
_TIMES_LARGER = 100  # then the large one is meant
_ELSEWHERE_M = 50_000
_MAX_OTHERS = 4
_BEGUN = 0.7  # what PlaceCandidate.quality says of names that begin so


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSuggestion:
    """A place with its position; `label` distinguishes it from others of its name."""

    name: str
    label: str
    position: Position
    country: str
    exact: bool  # the text is one of its names, accents and case apart
    foremost: bool  # its main one, or one by which it outshines its namesakes
    venues: int  # published within 10 km
    population: int
    others: tuple["PlaceSuggestion", ...] = ()  # of the same name, and worth a word
    region_code: str = ""  # as in PlaceCandidate
    left_out: str = ""  # words of the text that name nothing: a street


@dataclass(slots=True)
class WordsBeside:
    """Words that a text says beside a place, and whether a venue anywhere has them.

    Whoever counts the venues around a place finds it out in the same statement;
    `anywhere` stays None where nothing was counted.
    """

    words: tuple[str, ...]
    anywhere: bool | None = None


def find_places(
    text: str,
    *,
    view: Position | None = None,
    limit: int = 5,
    typing: bool = False,
    beside: WordsBeside | None = None,
) -> tuple[PlaceSuggestion, ...]:
    """Return the places that a text may name, best first.

    `view` is the middle of what the person looks at. `typing` says that the text
    may go on: "Hel" is then Helsinki before it is the Polish village of Hel.
    `beside` is answered along.
    """
    reading = place_names.read(text, limit=gazetteer.MAX_SCANNED, typing=typing)
    candidates = reading.places
    if typing and len(folded(text)) <= gazetteer.SHORT:
        ranked = _begun(candidates, view, limit)
    else:
        ranked = _best(candidates, view, beside)
    places = _places(ranked)[:limit]
    return tuple(replace(place, left_out=reading.left_out) for place in places)


def places_named(
    texts: Sequence[str], *, view: Position | None = None
) -> dict[str, PlaceSuggestion]:
    """Return the intended place for each text that is a place's full name.

    Two statements for all texts; prefixes and misspellings are not considered.
    """
    first = {
        text: _first(namesakes, view)
        for text, namesakes in place_names.read_names(texts).items()
        if namesakes
    }
    candidates = [candidate for namesakes in first.values() for candidate in namesakes]
    counts = _venue_counts([c.position for c in candidates]) if candidates else []
    venues = dict(zip(candidates, counts, strict=True))
    return {
        text: _places(_ranked([(c, venues[c]) for c in namesakes], view))[0]
        for text, namesakes in first.items()
    }


def place_of_stems(stems: Sequence[str]) -> PlaceSuggestion | None:
    """Return the town that one of these stems means, the first that has one."""
    towns = gazetteer.of_stems(stems)
    for stem in stems:
        of_stem = [town for key, town in towns if key.startswith(stem)]
        if of_stem:
            return _places([(of_stem[0], 0)])[0]
    return None


def _places(
    ranked: Sequence[tuple[PlaceCandidate, int]],
) -> tuple[PlaceSuggestion, ...]:
    places = [
        PlaceSuggestion(
            name=candidate.name,
            label=candidate.label,
            position=candidate.position,
            country=candidate.country,
            exact=candidate.exact,
            foremost=candidate.foremost,
            venues=venues,
            population=candidate.population,
            region_code=candidate.region_code,
        )
        for candidate, venues in ranked
    ]
    return tuple(replace(p, others=_others(p, places)) for p in places)


def _others(
    place: PlaceSuggestion, places: Sequence[PlaceSuggestion]
) -> tuple[PlaceSuggestion, ...]:
    """Return the places of the same name elsewhere that may be meant instead."""
    others: dict[str, PlaceSuggestion] = {}
    least = max(_TOWN, place.population // _TIMES_LARGER)
    for other in places:
        meant = other.venues or other.population >= least
        metres = other.position.metres_to(place.position)
        if other.exact and meant and metres > _ELSEWHERE_M:
            others.setdefault(other.label, other)
    others.pop(place.label, None)  # nothing would tell them apart
    return tuple(others.values())[:_MAX_OTHERS] if place.exact else ()


def is_only_an_area(text: str, place: PlaceSuggestion | None) -> bool:
    """Whether a text names a country or region, and no town that people would mean.

    "Germany" is not Germantown, "UK" not the village of Uk, nor "Ontario" the town in
    California; Singapore and New York are towns as well.
    """
    area = areas_named(text)
    if area is None or not area.whole or place is None:
        return area is not None and bool(area.whole)
    is_town = place.exact and place.population >= WELL_KNOWN
    if not is_town or {place.country, place.region_code} & area.whole:
        return not is_town
    if area.are_countries:
        return bool(area.english) or not place.foremost
    return area.are_lettered and place.population < _METROPOLIS


def _begun(
    candidates: Sequence[PlaceCandidate], view: Position | None, limit: int
) -> list[tuple[PlaceCandidate, int]]:
    """Return places as if the text were unfinished; the best complete one comes last."""
    open_ended = [replace(c, quality=min(c.quality, _BEGUN)) for c in candidates]
    ranked = _best(open_ended, view)
    positions = {c.position for c, _venues in ranked[:limit]}
    exact = [c for c in candidates if c.exact]
    if exact and exact[0].position not in positions:
        ranked[limit - 1 :] = _best(exact, view)[:1]
    return ranked


def _best(
    candidates: Sequence[PlaceCandidate],
    view: Position | None,
    beside: WordsBeside | None = None,
) -> list[tuple[PlaceCandidate, int]]:
    """Return the twelve best, with the number of venues around each."""
    first = _first(candidates, view)
    if not first:
        return []
    counts = _venue_counts([c.position for c in first], beside)
    return _ranked(list(zip(first, counts, strict=True)), view)


def _first(
    candidates: Sequence[PlaceCandidate], view: Position | None
) -> list[PlaceCandidate]:
    """Return the twelve candidates whose surrounding venues are worth counting."""
    return sorted(candidates, key=lambda c: _rank(c, 0, view))[:_COUNTED]


def _ranked(
    counted: list[tuple[PlaceCandidate, int]], view: Position | None
) -> list[tuple[PlaceCandidate, int]]:
    return sorted(counted, key=lambda pair: _rank(pair[0], pair[1], view))


def _rank(
    candidate: PlaceCandidate, venues: int, view: Position | None
) -> tuple[float, float, int, int, str]:
    distance = _closeness(candidate.position, view) if view else 0.0
    return (
        -round(candidate.quality, 1),
        distance,
        -venues,
        -candidate.weight,
        candidate.label,
    )


def _closeness(position: Position, view: Position) -> float:
    """Return a step for each tenfold distance: 30 km or 40 km are equally near."""
    lat = math.radians((position.lat + view.lat) / 2)
    east = (position.lon - view.lon + 180) % 360 - 180
    degrees = math.hypot(east * math.cos(lat), position.lat - view.lat)
    return math.floor(math.log10(max(degrees * 111, 50) / 50) * 2)


def _venue_counts(
    positions: Sequence[Position], beside: WordsBeside | None = None
) -> list[int]:
    """Return how many venues lie within 10 km of each position."""
    on_map = PublishedVenue.objects.on_map()
    having = on_map.matching_words(beside.words) if beside and beside.words else None
    counts, has_words = venue_counts(positions, VENUES_WITHIN, others=having)
    if beside:
        beside.anywhere = has_words
    return counts
