"""The two formats that GDAL writes: through a file of our own that is soon gone.

Only what is published goes in, and nothing that GDAL would open by itself.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely
from pyogrio import raw

from geoapp.api.exports.export_request import ExportRequest
from geoapp.api.exports.table_columns import COLUMNS, DEGREES, METRES, cells_of
from geoapp.api.exports.venues import ExportedVenue, exported_venues

LAYER = "venues"
CRS = "EPSG:4326"
_PIECE_BYTES = 1 << 18


def write_geopackage(path: Path, export: ExportRequest) -> None:
    """Write the venues as the one layer of a new GeoPackage."""
    first = True
    for batch in exported_venues(export):
        _append(path, batch, first=first)
        first = False
    if first:
        _append(path, [], first=True)


def pieces(write: Callable[[Path], Path]) -> Iterator[bytes]:
    """Write a file in a temporary folder and yield it in chunks.

    The folder is removed before the first chunk, so that nothing is left behind if the
    client disconnects.
    """
    with TemporaryDirectory(prefix="makerloom-export-") as folder:
        file = write(Path(folder)).open("rb")
    with file:
        while chunk := file.read(_PIECE_BYTES):
            yield chunk


def _append(path: Path, batch: list[ExportedVenue], *, first: bool) -> None:
    rows = [cells_of(venue) for venue in batch]
    columns = [_column(name, [row[name] for row in rows]) for name in COLUMNS]
    places = np.array([(v.lon, v.lat) for v in batch], dtype=float).reshape(-1, 2)
    raw.write(
        str(path),
        shapely.to_wkb(shapely.points(places)),
        [values for values, _unknown in columns],
        list(COLUMNS),
        field_mask=[unknown for _values, unknown in columns],
        driver="GPKG",
        layer=LAYER,
        geometry_type="Point",
        crs=CRS,
        append=not first,
    )


def _column(name: str, values: list[Any]) -> tuple[Any, Any]:
    """Return a column's values, and which of them are unknown."""
    unknown = np.array([value is None for value in values], dtype=bool)
    if name in DEGREES:
        return np.array(values, dtype=float), unknown
    if name in METRES:
        return np.array([value or 0 for value in values], dtype=np.int64), unknown
    return np.array(values, dtype=object), unknown
