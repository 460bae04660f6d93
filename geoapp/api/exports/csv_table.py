"""CSV (RFC 4180), UTF-8 with a byte order mark; no cell is run by a spreadsheet."""

from collections.abc import Iterator

from geoapp.api.exports.asked import AskedExport
from geoapp.api.exports.cells import COLUMNS, cells_of
from geoapp.api.exports.venues import told
from geoapp.publishing.flat import BOM, csv_lines


def written(asked: AskedExport) -> Iterator[bytes]:
    """Yield the file in pieces, the first with the names of the columns."""
    yield (BOM + csv_lines([COLUMNS])).encode()
    for batch in told(asked):
        rows = (cells_of(venue) for venue in batch)
        yield csv_lines([row[name] for name in COLUMNS] for row in rows).encode()
