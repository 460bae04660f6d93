"""Names of spoken languages in the user's language, and their BCP 47 tags."""

from functools import cache

from babel import Locale, localedata
from babel.languages import get_territory_language_info
from django.utils.translation import get_language

from geoapp.common.text import folded

MAX_COMMON = 8
_MIN_PERCENT = 2
# If the country is unknown.
_ANYWHERE = ("en", "es", "fr", "de", "ar", "zh")


def language() -> str:
    """Return the user's language without its region, for labels of terms."""
    return (get_language() or "en").split("-")[0]


def language_name(tag: str) -> str:
    """Return "German" for "de" in the user's language; unknown tags unchanged."""
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
    """Return the tags of a country's most spoken languages, most speakers first.

    `country` is ISO 3166-1 alpha-2; "" is any country.
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
        if len(tag) == 2 and float(facts["population_percent"] or 0) >= _MIN_PERCENT
    ]
    # Official languages with few speakers, such as Welsh, are included.
    common = set(list(dict.fromkeys([*official, *many]))[:MAX_COMMON])
    tags = tuple(tag.replace("_", "-") for tag in named_languages if tag in common)
    return tags or _ANYWHERE


def tag_of(words: str) -> str | None:
    """Return the BCP 47 tag of a language's name or tag, or None.

    Names in the user's language, in English and in the language itself are recognised.
    """
    if words in _names("en"):
        return words.replace("_", "-")
    called = _tags(language()).get(folded(words)) or _tags("en").get(folded(words))
    if called:
        return called.replace("_", "-")
    return words if _is_tag(words) else None


def listed_names() -> list[str]:
    """Return the names of languages with two-letter codes, sorted."""
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
    """Return the tags of languages with two-letter codes by their native names."""
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
