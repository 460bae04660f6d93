"""OpenStreetMap files: PBF and XML, plain or compressed, nodes and ways."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import osmium

from geoapp.geo.values import InvalidGeometry, Position
from geoapp.sources.osm_tags import (
    LOOKED_AT_KEYS,
    OsmObject,
    centroid,
    is_looked_at,
    osm_source,
    row_from_osm,
)
from geoapp.sources.rows import Reading, ReadOptions, Row, UnreadableFile

_GZIP = b"\x1f\x8b"
_BZIP = b"BZh"


class OsmReader:
    """Reads PBF and XML through libosmium, which refuses entities in XML.

    A row is a node or way with one of the tags that is_looked_at() names;
    relations are not read. Locations are held in memory, about 16 bytes a node.
    """

    name = "osm"
    max_bytes = 2_000_000_000

    def sniff(self, path: Path, head: bytes) -> bool:
        """Whether it is PBF, XML with an <osm> root, or such XML compressed."""
        if head.startswith(_BZIP):
            return path.name.endswith(".osm.bz2")
        if head.startswith(_GZIP):
            head = _gunzipped(path)
        return b"OSMHeader" in head[:64] or b"<osm" in head[:4096]

    def read(self, path: Path, options: ReadOptions) -> Reading:
        """Open the file; the number of rows is not known before the end."""
        return Reading(source=osm_source(options), rows=_rows(path, options))


def _gunzipped(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read(4096)
    except (OSError, EOFError, zlib.error):
        return b""


def _rows(path: Path, options: ReadOptions) -> Iterator[Row]:
    try:
        objects = (
            osmium.FileProcessor(str(path))
            .with_locations()
            .with_filter(osmium.filter.KeyFilter(*LOOKED_AT_KEYS))
        )
        for found in objects:
            row = _row(found, options)
            if row is not None:
                yield row
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise UnreadableFile(
            f"{path.name} cannot be read as OpenStreetMap data: {error}."
        ) from None


def _row(found: Any, options: ReadOptions) -> Row | None:
    tags = {tag.k: tag.v for tag in found.tags}
    if found.is_relation() or not is_looked_at(tags):
        return None
    kind = "node" if found.is_node() else "way"
    reference = f"{kind}/{found.id}"
    try:
        position = _position(found)
    except InvalidGeometry as error:
        return Row(reference=reference, refused=str(error))
    if position is None:
        return Row(reference=reference, refused="None of its nodes is in the file.")
    return row_from_osm(
        OsmObject(reference=reference, tags=tags, position=position), options
    )


def _position(found: Any) -> Position | None:
    if found.is_node():
        if not found.location.valid():
            raise InvalidGeometry("Its position is outside the world.")
        return Position(lon=found.location.lon, lat=found.location.lat)
    # Extracts are cut: the nodes of a way that lie outside are not in the file.
    points = [
        (node.location.lon, node.location.lat)
        for node in found.nodes
        if node.location.valid()
    ]
    return centroid(points)
