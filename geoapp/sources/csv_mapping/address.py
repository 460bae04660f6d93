"""Extract a postal address from cells, leaving out text that is not an address."""

import re
from collections.abc import Mapping as AnyMapping

from geoapp.sources.csv_mapping.schema import AddressColumns
from geoapp.sources.towns import Towns
from geoapp.venues.records import Address

_SENTENCE = re.compile(r"\b(we|our|us|currently)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*(\)|$)")
# Lines that are addressees or directions, not streets.
_NO_LINE = re.compile(r"^(c/o|important\b|with thanks)", re.IGNORECASE)
# British postcodes, which occur inside lines; the full stop after "St" or "N" does not
# end a line.
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_LINE_END = re.compile(r"[\r\n,]|(?<!\bSt)(?<!\bN)\. ")
_MAX_LINE_LENGTH = 60
_MIN_NAME_LENGTH = 5


def address_in(
    columns: AddressColumns,
    cells: AnyMapping[str, str],
    *,
    name: str,
    country: str,
    towns: Towns,
) -> Address:
    """Return the address of a row; prose in its cells is left out."""
    region = _words(cells.get(columns.region, ""))
    area = _words(cells.get(columns.area, ""))
    postcode = _words(cells.get(columns.postcode, ""))
    parts = address_parts(cells.get(columns.lines, ""))
    town = columns.locality_of_region.get(region.casefold(), "")
    town = town or _words(cells.get(columns.locality, ""))
    town = town or _town_of(parts, country, towns)
    town = town or _town_of((area,), country, towns).removesuffix(" City") or area
    town = town or _named_in((name, cells.get(columns.lines, "")), country, towns)
    street = _words(cells.get(columns.street, "")) or _street(
        parts,
        name=name,
        other_parts={name, town, region, area, postcode, *columns.not_street},
    )
    return Address(
        street=street, locality=town, region=region, postcode=postcode, country=country
    )


def address_parts(text: str) -> tuple[str, ...]:
    """Return the lines of an address; none if the cell is prose."""
    text = _BRACKETS.sub(" ", text)
    if _SENTENCE.search(text):
        return ()
    text = _POSTCODE.sub(" ", text)
    parts = (_words(part).rstrip(".") for part in _LINE_END.split(text))
    return tuple(part for part in parts if part and len(part) <= _MAX_LINE_LENGTH)


def _words(text: str) -> str:
    return " ".join(text.split()).strip(" ,")


def _town_of(parts: tuple[str, ...], country: str, towns: Towns) -> str:
    # From the end: the town follows the street, which may be named after it.
    for part in reversed(parts):
        town = towns.named(part, country=country)
        if town:
            return town.name if part.isupper() else part
    return ""


def _named_in(texts: tuple[str, ...], country: str, towns: Towns) -> str:
    for text in texts:
        largest = towns.largest_in(text, country=country)
        if largest:
            return largest.name
    return ""


def _street(parts: tuple[str, ...], *, name: str, other_parts: set[str]) -> str:
    folded = {_key(word) for word in other_parts if word}
    lines = [p for p in parts if not _NO_LINE.match(p) and _key(p) not in folded]
    return ", ".join(part for part in lines if not _repeats(part, name))[:300]


def _repeats(part: str, name: str) -> bool:
    """Return whether a line only repeats the venue's name, in part or extended."""
    line, whole = _key(part), _key(name)
    if len(line) < _MIN_NAME_LENGTH or re.search(r"\d", part):
        return False
    return line in whole or line.startswith(whole)


def _key(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
