"""GeoPackage (OGC 12-128), one layer."""

from collections.abc import Iterator
from pathlib import Path

from geoapp.api.exports.export_request import ExportRequest
from geoapp.api.exports.layers import pieces, write_geopackage


def write_geopackage_file(export: ExportRequest) -> Iterator[bytes]:
    """Yield the finished file in chunks."""

    def write(folder: Path) -> Path:
        path = folder / "venues.gpkg"
        write_geopackage(path, export)
        return path

    return pieces(write)
