"""British postcodes: how they are written, and where they are.

The sectors ("E8 3") and outcodes ("E8") of Code-Point Open come with the project;
`./makerloom postcodes FILE` loads all of it. Contains OS data © Crown copyright and
database right, Royal Mail data © Royal Mail copyright and database right, and National
Statistics data: Open Government Licence v3.0.
"""

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from geoapp.common.errors import DomainError
from geoapp.geo.points import to_position
from geoapp.geo.values import Position
from geoapp.geocoding.models import Postcode
from geoapp.geocoding.sql import postcodes as sql

SECTOR_FILE = Path(settings.FIXTURE_FOLDER) / "postcodes-gb.tsv"
_LICENCE = (
    "# Contains OS data © Crown copyright and database right; Royal Mail data © Royal"
    " Mail copyright and database right; National Statistics data. Open Government"
    " Licence v3.0."
)
_WRITTEN = re.compile(
    r"\b([A-Z]{1,2}\d[A-Z\d]?)(?: ?(\d)([A-Z]{2})?)?(?![A-Z\d])", re.IGNORECASE
)
_FULL = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})")
_COLUMNS = {"postcode", "positional_quality", "eastings", "northings"}
_NO_POSITION = "90"


class NotCodePoint(DomainError):
    """The file has not the columns of Code-Point Open."""


@dataclass(frozen=True, slots=True)
class PostcodePosition:
    """A postcode as found: the whole, or only its sector or outcode."""

    code: str
    position: Position
    spread_m: int  # 95 % of its addresses lie so near


def is_postcode(text: str) -> bool:
    """Return whether a text is a whole British postcode."""
    return _FULL.fullmatch(text.strip().upper()) is not None


def postcode_in(text: str) -> PostcodePosition | None:
    """Return the British postcode in a text, as exactly as it is known."""
    match = _WRITTEN.search(text)
    if match is None:
        return None
    outcode, digit, letters = ((part or "").upper() for part in match.groups())
    codes = [outcode]
    if digit:
        codes.insert(0, f"{outcode} {digit}")
    if letters:
        codes.insert(0, f"{outcode} {digit}{letters}")
    known = Postcode.objects.in_bulk(codes)
    for code in codes:
        if code in known:
            postcode = known[code]
            position = to_position(postcode.point)
            return PostcodePosition(code, position, postcode.spread_m)
    return None


def load_sectors() -> None:
    """Load the sectors and outcodes that come with the project, if none are loaded."""
    if not Postcode.objects.exists():
        sql.copy_sectors(_sectors())


@transaction.atomic
def load_postcodes(path: Path) -> int:
    """Replace all postcodes by those of a file of Code-Point Open; return their number.

    CSV, also compressed with gzip, in EPSG:27700. Rows without a position are left out.
    Raises NotCodePoint and OSError.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        sql.replace_all(_rows(csv.DictReader(file)))
    return Postcode.objects.filter(code__regex=r" \d[A-Z]{2}$").count()


def write_sectors() -> None:
    """Write what is loaded to the file of the project, for developers."""
    lines = ["\t".join(map(str, row)) for row in sql.sectors()]
    SECTOR_FILE.write_text("\n".join([_LICENCE, *lines]) + "\n", encoding="utf-8")


def _rows(reader: "csv.DictReader[str]") -> Iterator[sql.Row]:
    if not set(reader.fieldnames or ()) >= _COLUMNS:
        raise NotCodePoint(f"The file needs the columns {', '.join(sorted(_COLUMNS))}.")
    for row in reader:
        match = _FULL.fullmatch(row["postcode"].strip().upper().replace("  ", " "))
        if match and row["positional_quality"] != _NO_POSITION:
            yield f"{match[1]} {match[2]}", int(row["eastings"]), int(row["northings"])


def _sectors() -> Iterator[tuple[str, float, float, int]]:
    with SECTOR_FILE.open(encoding="utf-8") as lines:
        next(lines)  # the licence
        for line in lines:
            code, lon, lat, spread_m = line.rstrip("\n").split("\t")
            yield code, float(lon), float(lat), int(spread_m)
