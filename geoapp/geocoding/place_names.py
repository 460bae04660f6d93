"""Read the name of a place as people write it: "Hackney, London", "Portland OR".

The parts of a text are a name, a town around it, and regions or countries, in any
order. Every way to read them is looked up in one statement; the first that names a
place counts. What names nothing (a street) is left out, and the reading says so.
Coordinates are a place as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from geoapp.common.text import has_letter_or_digit
from geoapp.geo.values import Position
from geoapp.geocoding import gazetteer
from geoapp.geocoding.areas import NamedAreas, areas_named
from geoapp.geocoding.coordinates import position_in
from geoapp.geocoding.countries import country_at
from geoapp.geocoding.geocoder import PlaceCandidate
from geoapp.geocoding.name_keys import name_key
from geoapp.geocoding.name_parts import Reading, abbreviation, parts_of, readings
from geoapp.geocoding.postcodes import PostcodePosition, is_postcode, postcode_in

MAX_TEXT_LENGTH = 200
# How far from the middle of a town its parts and villages lie.
_AROUND_M = 40_000
_AROUND_TOWNS = 5  # namesakes of the town around
# What is left when words are left out must be a place that people mean.
WELL_KNOWN = 50_000
_BRITAIN = "GB"
# So much larger, the place in the country is meant: "Delhi, IN" is not in Indiana.
_DWARFS_STATE = 200


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The places that a text may name, best first, and its words that name none."""

    places: tuple[PlaceCandidate, ...] = ()
    left_out: str = ""


_Named = dict[str, list[PlaceCandidate]]
_Lookup = Callable[[str, gazetteer.Areas], list[PlaceCandidate]]


def read(text: str, *, limit: int, typing: bool = False) -> PlaceReading:
    """Return at most `limit` places that a text may name; none is no error.

    `typing` says that the text may go on: names that begin so count as well.
    """
    if (position := position_in(text)) is not None:
        return PlaceReading((_at_coordinates(position),))
    text = text[:MAX_TEXT_LENGTH].replace("\0", " ")
    if not has_letter_or_digit(text):
        return PlaceReading()
    parts = parts_of(text)
    ways = readings(parts, typing=typing)
    named = gazetteer.named(name for way in ways for name in (way.name, way.around))
    exact = _first([way for way in ways if not way.is_doubtful], named)
    if typing and len(parts) == 1 and (begun := _begun(ways, exact)):
        return _result(begun, "", limit)
    found = exact
    # "Bavaria" is no misspelt town.
    area = areas_named(text)
    if exact is None and ways and not (area and area.whole):
        found = (
            _first_unlike(ways, gazetteer.beginning)
            or _abbreviated(abbreviation(text))
            or _misspelt_part(ways, named)
            or _first_unlike(ways, gazetteer.one_letter_apart)
            or _first([way for way in ways if way.is_doubtful], named)
            or _first_unlike(ways, gazetteer.similar)
        )
    way, places = found or (Reading(""), [])
    if (postcode := postcode_in(text)) is not None:
        places = _at_postcode(postcode, places)
    return _result(places, ", ".join(way.left_out), limit)


def _at_coordinates(position: Position) -> PlaceCandidate:
    """Return a position that was written in numbers as a place."""
    name = f"{position.lat:g}, {position.lon:g}"
    return PlaceCandidate(
        name=name,
        label=name,
        position=position,
        country=country_at(position) or "",
        quality=1.0,
        population=0,
        time_zone="",
    )


def _at_postcode(
    postcode: PostcodePosition, places: list[PlaceCandidate]
) -> list[PlaceCandidate]:
    """Move the towns near a postcode to it; if no town is named, it is the place."""
    near = [p for p in places if p.position.metres_to(postcode.position) <= _AROUND_M]
    if near:
        town = max(near, key=lambda place: place.weight)
        label = f"{postcode.code}, {town.label}"
        place = replace(town, quality=1.0, population=0)
    elif places:
        return places  # it is something else: "M4", a road
    else:
        label = gazetteer.label(postcode.code, "", _BRITAIN)
        place = PlaceCandidate(
            name="",
            label="",
            position=postcode.position,
            country=_BRITAIN,
            quality=1.0,
            population=0,
            time_zone="Europe/London",
        )
    moved = replace(place, name=postcode.code, label=label, position=postcode.position)
    return [moved]


def read_names(texts: Iterable[str]) -> dict[str, tuple[PlaceCandidate, ...]]:
    """Return for each text the places with exactly that name, best first.

    One statement for all texts; no beginnings, no typos, nothing left out.
    """
    ways = {
        text: [way for way in readings(parts_of(text)) if not way.left_out]
        for text in texts
        if has_letter_or_digit(text)
    }
    every = [way for several in ways.values() for way in several]
    named = gazetteer.named(name for way in every for name in (way.name, way.around))
    results: dict[str, tuple[PlaceCandidate, ...]] = {}
    for text, several in ways.items():
        if found := _first(several, named):
            results[text] = _result(found[1], "", gazetteer.MAX_SCANNED).places
        elif is_postcode(text) and (postcode := postcode_in(text)) is not None:
            results[text] = tuple(_at_postcode(postcode, []))
    return results


_Found = tuple[Reading, list[PlaceCandidate]]


def _first(ways: Iterable[Reading], named: _Named) -> _Found | None:
    """Return the first reading whose name is that of a place.

    Of those that leave a part out, the one with the largest place: "Leeds, Elmet".
    """
    partial: list[_Found] = []
    for way in ways:
        if places := _places(way, named):
            if not way.left_out:
                return way, places
            partial.append((way, places))
    return max(partial, key=_size, default=None)


def _size(found: _Found) -> tuple[int, int]:
    way, places = found
    return -len(way.left_out), max(place.weight for place in places)


def _places(way: Reading, named: _Named) -> list[PlaceCandidate]:
    places = _within(named.get(way.name, ()), way.areas)
    if way.is_area:
        return [place for place in places if name_key(place.name) == way.name]
    if way.is_doubtful:
        is_name = len(way.name) > gazetteer.SHORT  # "the" is an airport
        places = [p for p in places if is_name and p.weight >= WELL_KNOWN]
    if way.around:
        towns = _within(named.get(way.around, ()), way.areas)
        return _near(places, towns)
    return gazetteer.outshining(places)


def _near(
    places: Iterable[PlaceCandidate], towns: Sequence[PlaceCandidate]
) -> list[PlaceCandidate]:
    """Return the places around one of the largest of these towns, as sure as main."""
    largest = sorted(towns, key=lambda town: -town.weight)[:_AROUND_TOWNS]
    for town in largest:
        near = [
            replace(place, quality=1.0)
            for place in places
            if 0 < place.position.metres_to(town.position) <= _AROUND_M
        ]
        # London is no part of Hackney.
        if near and max(place.weight for place in near) <= town.weight:
            return near
    return []


def _within(
    places: Iterable[PlaceCandidate], areas: Sequence[NamedAreas]
) -> list[PlaceCandidate]:
    """Return the places that are in all the areas that a text names."""
    inside = list(places)
    for area in areas:
        everywhere = [p for p in inside if gazetteer.is_within(p, area.codes)]
        first = [p for p in inside if gazetteer.is_within(p, area.first)]
        inside = first if area.first and _counts(first, everywhere) else everywhere
    return inside


def _counts(first: list[PlaceCandidate], all_places: list[PlaceCandidate]) -> bool:
    most = max((place.weight for place in first), default=0)
    return most * _DWARFS_STATE >= max((p.weight for p in all_places), default=1)


def _begun(ways: Sequence[Reading], exact: _Found | None) -> list[PlaceCandidate]:
    """Return places whose names begin with a text that may go on."""
    whole = next(iter(ways), None)
    if whole is None or (exact is not None and exact[0] is not whole):
        return []
    return gazetteer.outshining(gazetteer.beginning(whole.name, ()))


def _first_unlike(ways: Sequence[Reading], look_up: _Lookup) -> _Found | None:
    """Look a name up that is not written in full; only as the text is read at best."""
    for way in ways:
        if way.is_best and not way.around:
            codes = frozenset[str]().union(*(area.codes for area in way.areas))
            places = _within(look_up(way.name, codes), way.areas)
            if places:
                return way, gazetteer.outshining(places)
    return None


def _misspelt_part(ways: Sequence[Reading], named: _Named) -> _Found | None:
    """Return the part of a town whose name is one letter apart."""
    for way in ways:
        towns = _within(named.get(way.around, ()), way.areas) if way.is_best else []
        if towns:
            places = gazetteer.one_letter_apart(way.name, [t.country for t in towns])
            if near := _near(places, towns):
                return way, [replace(place, quality=0.5) for place in near]
    return None


def _abbreviated(pattern: str) -> _Found | None:
    """Return the places of a name with abbreviated words: "Freiburg i. Br."."""
    places = gazetteer.matching(pattern) if pattern else []
    return (Reading(pattern), gazetteer.outshining(places)) if places else None


def _result(
    places: Iterable[PlaceCandidate], left_out: str, limit: int
) -> PlaceReading:
    """Return each place once, by its likest name, and tell namesakes apart."""
    likest = {
        (place.position, place.name): place
        for place in sorted(places, key=lambda place: place.quality)
    }
    best = sorted(likest.values(), key=lambda p: (-p.quality, -p.weight, p.label))
    return PlaceReading(tuple(_told_apart(best)[:limit]), left_out)


def _told_apart(places: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Add the region to the labels that would be the same."""
    by_label = sorted(places, key=lambda place: place.label)
    same = {
        label
        for label, several in groupby(by_label, key=lambda place: place.label)
        if len(list(several)) > 1
    }
    return [
        replace(p, label=gazetteer.label(p.name, p.region, p.country))
        if p.label in same
        else p
        for p in places
    ]
