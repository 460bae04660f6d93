"""CSV (RFC 4180), UTF-8 with a byte order mark; no cell is run by a spreadsheet."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from geoapp.api.exports.asked import AskedExport
from geoapp.api.exports.cells import COLUMNS, cells_of
from geoapp.api.exports.venues import told
from geoapp.publishing.flat import plain_text

# Spreadsheets take a file without it for the letters of another century.
_BOM = "\ufeff"


def written(asked: AskedExport) -> Iterator[bytes]:
    """Yield the file in pieces, the first with the names of the columns."""
    yield (_BOM + _lines([COLUMNS])).encode()
    for batch in told(asked):
        rows = (cells_of(venue) for venue in batch)
        yield _lines([[_cell(row[name]) for name in COLUMNS] for row in rows]).encode()


def _lines(rows: Any) -> str:
    lines = StringIO()
    csv.writer(lines).writerows(rows)
    return lines.getvalue()


def _cell(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) else value
