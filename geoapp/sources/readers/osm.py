"""OpenStreetMap files: PBF and XML, plain or compressed, nodes and ways."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import osmium
from osmium.osm import Node, Way

from geoapp.geo.values import InvalidGeometry, Position
from geoapp.sources.osm_tags import (
    LOOKED_AT_KEYS,
    PREFIXED_KEYS,
    OsmObject,
    centroid,
    has_prefixed_key,
    is_looked_at,
    osm_source,
    row_from_osm,
)
from geoapp.sources.reader_rows import ReadOptions, ReadResult, ReadRow, UnreadableFile

_GZIP = b"\x1f\x8b"
_BZIP = b"BZh"


class OsmReader:
    """Reads PBF and XML with libosmium, which rejects entities in XML.

    A row is a node or way with a tag that is_looked_at() accepts; relations are not
    read. Locations are kept in memory, about 16 bytes per node.
    """

    name = "osm"
    max_bytes = 2_000_000_000

    def sniff(self, path: Path, head: bytes) -> bool:
        """Return whether it is PBF, XML with an <osm> root, or such XML compressed."""
        if head.startswith(_BZIP):
            return path.name.endswith(".osm.bz2")
        if head.startswith(_GZIP):
            head = _gunzipped(path)
        return b"OSMHeader" in head[:64] or b"<osm" in head[:4096]

    def read(self, path: Path, options: ReadOptions) -> ReadResult:
        """Open the file; the number of rows is unknown until the end."""
        return ReadResult(source=osm_source(options), rows=_rows(path, options))


def _gunzipped(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read(4096)
    except (OSError, EOFError, zlib.error):
        return b""


def _rows(path: Path, options: ReadOptions) -> Iterator[ReadRow]:
    try:
        objects = (
            osmium.FileProcessor(str(path))
            .with_locations()
            .with_filter(osmium.filter.KeyFilter(*LOOKED_AT_KEYS, *PREFIXED_KEYS))
        )
        for element in objects:
            tags = {tag.k: tag.v for tag in element.tags}
            is_row = is_looked_at(tags) or has_prefixed_key(tags)
            if isinstance(element, (Node, Way)) and is_row:
                yield _row(element, tags, options)
    except (RuntimeError, osmium.InvalidLocationError) as error:
        msg = f"{path.name} cannot be read as OpenStreetMap data: {error}."
        raise UnreadableFile(msg) from None


def _row(element: Node | Way, tags: dict[str, str], options: ReadOptions) -> ReadRow:
    kind = "node" if isinstance(element, Node) else "way"
    reference = f"{kind}/{element.id}"
    try:
        position = _position(element)
    except InvalidGeometry as error:
        return ReadRow(reference=reference, refused=str(error))
    if position is None:
        return ReadRow(
            reference=reference, refused=("The file contains none of its nodes.")
        )
    return row_from_osm(
        OsmObject(reference=reference, tags=tags, position=position), options
    )


def _position(element: Node | Way) -> Position | None:
    if isinstance(element, Node):
        if not element.location.valid():
            raise InvalidGeometry("The coordinates are out of range.")
        return Position(lon=element.location.lon, lat=element.location.lat)
    # In cropped extracts, nodes of a way outside the area are missing.
    points = [
        (node.location.lon, node.location.lat)
        for node in element.nodes
        if node.location.valid()
    ]
    return centroid(points)
