"""Languages that people speak: their names for a reader, and names back to tags."""

from functools import cache

from babel import Locale, localedata
from babel.languages import get_territory_language_info
from django.utils.translation import get_language

from geoapp.common.text import folded

MOST_COMMON = 8
_LEAST_PERCENT = 2
# Where nobody has said in which country.
_ANYWHERE = ("en", "es", "fr", "de", "ar", "zh")


def language() -> str:
    """Return the reader's language without its region, for labels of terms."""
    return (get_language() or "en").split("-")[0]


def language_name(tag: str) -> str:
    """Return "German" of "de" in the reader's language; an unknown tag as it is."""
    names = _names(language())
    first, _dash, region = tag.partition("-")
    name = names.get(tag.replace("-", "_")) or names.get(first)
    if name is None:
        return tag
    if not region or tag.replace("-", "_") in names:
        return name
    place = Locale.parse(language()).territories.get(region.upper(), region)
    return f"{name} ({place})"


def common_in(country: str) -> tuple[str, ...]:
    """Return the tags of what many people of a country speak, the most first.

    `country` is ISO 3166-1 alpha-2; "" is any.
    """
    spoken = get_territory_language_info(country) if country else {}
    named_languages = {
        tag: facts for tag, facts in spoken.items() if tag in _names("en")
    }
    official = [
        tag for tag, facts in named_languages.items() if facts["official_status"]
    ]
    many = [
        tag
        for tag, facts in named_languages.items()
        if len(tag) == 2 and float(facts["population_percent"] or 0) >= _LEAST_PERCENT
    ]
    # Welsh, which few speak, is one of the country's own: it has its place.
    common = set(list(dict.fromkeys([*official, *many]))[:MOST_COMMON])
    tags = tuple(tag.replace("_", "-") for tag in named_languages if tag in common)
    return tags or _ANYWHERE


def tag_of(words: str) -> str | None:
    """Return the BCP 47 tag of a language's name or tag; None for what is neither.

    Names in the reader's language, in English and in the language itself.
    """
    if words in _names("en"):
        return words.replace("_", "-")
    called = _tags(language()).get(folded(words)) or _tags("en").get(folded(words))
    if called:
        return called.replace("_", "-")
    return words if _is_tag(words) else None


def listed_names() -> list[str]:
    """Return the names of the languages with a code of two letters, in order."""
    names = (name for tag, name in _names(language()).items() if len(tag) == 2)
    return sorted(names, key=folded)


@cache
def _names(reader: str) -> dict[str, str]:
    return {tag: str(name) for tag, name in Locale.parse(reader).languages.items()}


@cache
def _tags(reader: str) -> dict[str, str]:
    tag_by_name = {folded(name): tag for tag, name in _names(reader).items()}
    return {**_own_names(), **tag_by_name}


@cache
def _own_names() -> dict[str, str]:
    """Return tags by the languages' names for themselves, of those with two letters."""
    tags = {}
    for tag in _names("en"):
        if len(tag) == 2 and (locale := _locale(tag)) and locale.language_name:
            tags[folded(locale.language_name)] = tag
    return tags


def _locale(tag: str) -> Locale | None:
    return Locale.parse(tag) if localedata.exists(tag) else None


def _is_tag(words: str) -> bool:
    first, *rest = words.split("-")
    parts = all(part.isalnum() and 2 <= len(part) <= 8 for part in rest)
    return first.isascii() and first.isalpha() and len(first) in {2, 3} and parts
