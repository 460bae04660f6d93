"""Positions of British postcodes: Code-Point Open, Ordnance Survey (OGL v3)."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import IO, cast

from django.contrib.gis.gdal import CoordTransform, SpatialReference
from django.contrib.gis.geos import Point

from geoapp.geo.values import Position
from geoapp.sources.reader_rows import UnreadableFile

# Code-Point's grade for "no position": these rows are at 0, 0.
_NO_POSITION = "90"
_BRITISH_GRID = 27700
_COLUMNS = ("postcode", "positional_quality", "eastings", "northings")
# What a table raises that is no such table.
_WRONG = (OSError, EOFError, zlib.error, IndexError, ValueError, csv.Error)
_PUNCTUATION = re.compile(r"[^A-Z0-9]")


def compact(postcode: str) -> str:
    """Return the postcode without spaces and punctuation, for look-ups."""
    letters = postcode.upper().replace(" ", "")
    if letters.isascii() and letters.isalnum():
        return letters  # as nearly all are: a third of the time
    return _PUNCTUATION.sub("", letters)


def positions_of(postcodes: Iterable[str], *, table: Path) -> dict[str, Position]:
    """Return the positions of the postcodes (compact form) that the table has.

    The table has the columns postcode, positional_quality, eastings, northings in
    metres of the British National Grid, and may be gzipped. Raises UnreadableFile for
    any other table.
    """
    compact_postcodes = {compact(postcode) for postcode in postcodes} - {""}
    try:
        with _opened(table) as file:
            rows = csv.reader(io.TextIOWrapper(file, encoding="utf-8", newline=""))
            # A row's name for each of 1.7 million rows takes longer than all the rest.
            indexes = [*map(next(rows, []).index, _COLUMNS)]
            metres = {
                code: (float(easting), float(northing))
                for postcode, quality, easting, northing in _cells(rows, indexes)
                if (code := compact(postcode)) in compact_postcodes
                and quality != _NO_POSITION
            }
    except _WRONG as error:
        msg = f"{table.name} is not a table of postcodes: {error}."
        raise UnreadableFile(msg) from None
    return {
        postcode: _to_degrees(*metre_pair) for postcode, metre_pair in metres.items()
    }


def _cells(
    rows: Iterable[list[str]], indexes: Sequence[int]
) -> Iterator[Sequence[str]]:
    cells = itemgetter(*indexes)
    return (cells(row) for row in rows if row)


def _opened(table: Path) -> IO[bytes]:
    if table.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(table))
    return table.open("rb")


def _to_degrees(easting: float, northing: float) -> Position:
    transform = CoordTransform(SpatialReference(_BRITISH_GRID), SpatialReference(4326))
    point = Point(easting, northing, srid=_BRITISH_GRID)
    point.transform(transform)
    lon, lat = point.x, point.y
    # Six decimals are 10 cm; the postcode itself is accurate to 100 metres.
    return Position(lon=round(lon, 6), lat=round(lat, 6))
