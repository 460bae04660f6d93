"""FlatGeobuf with its spatial index, so that a part can be read over HTTP."""

from collections.abc import Iterator
from pathlib import Path

from pyogrio import raw

from geoapp.api.exports.export_request import ExportRequest
from geoapp.api.exports.layers import CRS, LAYER, pieces, write_geopackage

_ROWS = 500


def write_flatgeobuf(export: ExportRequest) -> Iterator[bytes]:
    """Yield the finished file in chunks.

    Its spatial index precedes the data and GDAL cannot append to it, so rows are first
    written to a temporary GeoPackage.
    """

    def write(folder: Path) -> Path:
        rows, path = folder / "venues.gpkg", folder / "venues.fgb"
        write_geopackage(rows, export)
        with raw.open_arrow(str(rows), batch_size=_ROWS) as (meta, stream):
            raw.write_arrow(
                stream,
                str(path),
                driver="FlatGeobuf",
                layer=LAYER,
                geometry_name=meta["geometry_name"],
                geometry_type="Point",
                crs=CRS,
            )
        return path

    return pieces(write)
