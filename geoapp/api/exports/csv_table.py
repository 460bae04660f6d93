"""CSV (RFC 4180), UTF-8 with a byte order mark; no cell is run by a spreadsheet."""

from collections.abc import Iterator

from geoapp.api.exports.export_request import ExportRequest
from geoapp.api.exports.table_columns import COLUMNS, cells_of
from geoapp.api.exports.venues import exported_venues
from geoapp.publishing.table_cells import BOM, csv_lines


def write_csv(export: ExportRequest) -> Iterator[bytes]:
    """Yield the file in pieces, the first with the names of the columns."""
    yield (BOM + csv_lines([COLUMNS])).encode()
    for batch in exported_venues(export):
        rows = (cells_of(venue) for venue in batch)
        yield csv_lines([row[name] for name in COLUMNS] for row in rows).encode()
