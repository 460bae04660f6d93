"""Overpass API responses: its JSON, and GeoJSON in the form of osmtogeojson."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeGuard

from geoapp.geo.values import InvalidGeometry, Position
from geoapp.sources.osm_tags import OsmObject, centroid, osm_source, row_from_osm
from geoapp.sources.reader_rows import ReadOptions, ReadResult, ReadRow, UnreadableFile
from geoapp.sources.readers import strict_json

_TYPES = ("node", "way", "relation")
_MAX_NUMBER = 1e6
# Of Overpass, of Overpass Turbo, of QuickOSM and of osm2pgsql.
_ID_KEYS = ("id", "@id", "full_id", "osm_id")
# Also at the end of an address: "https://www.openstreetmap.org/node/12".
_ID = re.compile(r"(?:^|/)(node|way|relation|[nwr])/?(\d{1,19})$", re.ASCII)
_TYPE_OF_LETTER = {"n": "node", "w": "way", "r": "relation"}

_Read = Callable[[Mapping[str, object]], tuple[dict[str, str], Position | None]]


class OverpassReader:
    """Reads `out center` JSON and osmtogeojson's FeatureCollection.

    A row is a feature, or an element with tags: those without are geometry.
    """

    name = "overpass"
    max_bytes = 256_000_000

    def sniff(self, path: Path, head: bytes) -> bool:
        """Return whether it is JSON with features or elements."""
        return (
            path.suffix in {".json", ".geojson"}
            and head.lstrip()[:1] == b"{"
            and (b'"FeatureCollection"' in head or b'"elements"' in head)
        )

    def read(self, path: Path, options: ReadOptions) -> ReadResult:
        """Open the file. Raises UnreadableFile for other JSON, or a `crs` member."""
        document = strict_json.load(path)
        if not isinstance(document, dict):
            msg = f"{path.name} is a list, not an Overpass answer."
            raise UnreadableFile(msg)
        parse: _Read
        features, elements = document.get("features"), document.get("elements")
        if isinstance(features, list):
            _refuse_crs(path, [document, *features])
            members, parse = features, _feature
        elif isinstance(elements, list):
            members, parse = _tagged(elements), _element
        else:
            msg = f"{path.name} has neither features nor elements."
            raise UnreadableFile(msg)
        return ReadResult(
            source=osm_source(options),
            total=len(members),
            rows=_rows(members, parse, options),
        )


def _refuse_crs(path: Path, members: list[object]) -> None:
    """Reject `crs` members: RFC 7946 removed them, and parsers may follow links."""
    objects = [element for element in members if isinstance(element, dict)]
    geometries = [element.get("geometry") for element in objects]
    for element in (*objects, *geometries):
        if isinstance(element, dict) and "crs" in element:
            msg = (
                f"{path.name} has a `crs` member. GeoJSON is WGS 84 (RFC 7946, "
                "section 4): convert the file and remove the member."
            )
            raise UnreadableFile(msg)


def _tagged(elements: list[object]) -> list[object]:
    return [e for e in elements if not isinstance(e, dict) or e.get("tags")]


def _rows(
    members: list[object], read: _Read, options: ReadOptions
) -> Iterator[ReadRow]:
    for number, member in enumerate(members, start=1):
        element = _object(member, read)
        if isinstance(element, OsmObject):
            yield row_from_osm(element, options)
        else:
            reference = _reference(member) if isinstance(member, dict) else ""
            yield ReadRow(reference=reference or f"number {number}", refused=element)


def _object(element: object, read: _Read) -> OsmObject | str:
    """Return the OSM object of an element, or the reason for rejecting it."""
    if not isinstance(element, dict):
        return "Not a JSON object."
    reference = _reference(element)
    try:
        tags, position = read(element)
    except InvalidGeometry as error:
        return str(error)
    if not reference or position is None:
        return "No coordinates." if reference else "No OpenStreetMap id."
    return OsmObject(reference=reference, tags=tags, position=position)


def _reference(element: Mapping[str, object]) -> str:
    """Return `node/12`, from the ids that exports of OpenStreetMap give."""
    properties = element.get("properties")
    for members in (element, properties):
        if isinstance(members, dict) and (reference := _reference_in(members)):
            return reference
    return ""


def _reference_in(members: Mapping[str, object]) -> str:
    kind = str(members.get("type") or members.get("osm_type") or members.get("@type"))
    for name in _ID_KEYS:
        element_id = str(members.get(name) or "")
        if match := _ID.search(element_id):
            return f"{_TYPE_OF_LETTER[match[1][0]]}/{match[2]}"
        if kind in _TYPES and element_id.isascii() and element_id.isdecimal():
            return f"{kind}/{element_id}"
    return ""


def _element(element: Mapping[str, object]) -> tuple[dict[str, str], Position | None]:
    place = element.get("center") or element
    if not isinstance(place, dict):
        raise InvalidGeometry("The centre is not valid.")
    if "lon" not in place or "lat" not in place:
        return _texts(element.get("tags")), None
    return _texts(element.get("tags")), _mean([[place["lon"], place["lat"]]])


def _feature(feature: Mapping[str, object]) -> tuple[dict[str, str], Position | None]:
    properties = feature.get("properties")
    own = properties.get("tags") if isinstance(properties, dict) else None
    tags = _texts(own if isinstance(own, dict) else properties)
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        return tags, None
    points = list(_points(geometry.get("coordinates")))
    return tags, _mean(points)


def _points(coordinates: object, depth: int = 0) -> Iterator[list[object]]:
    """Yield the positions of a GeoJSON geometry of up to four levels."""
    if not isinstance(coordinates, list) or depth > 4:
        raise InvalidGeometry("The geometry is not valid GeoJSON.")
    if coordinates and not isinstance(coordinates[0], list):
        yield coordinates
        return
    for part in coordinates:
        yield from _points(part, depth + 1)


def _mean(points: list[list[object]]) -> Position | None:
    return centroid([_degrees(point) for point in points])


def _degrees(point: list[object]) -> tuple[float, float]:
    lon, lat = (*point, None, None)[:2]
    if not _is_number(lon) or not _is_number(lat):
        raise InvalidGeometry("The coordinates are not numbers.")
    return float(lon), float(lat)


def _is_number(value: object) -> TypeGuard[float]:
    # JSON integers can be too large for a float.
    return (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and abs(value) <= _MAX_NUMBER
    )


def _texts(tags: object) -> dict[str, str]:
    if not isinstance(tags, dict):
        return {}
    # Members of the export, such as who edited last, are no tags.
    return {
        str(key): value
        for key, value in tags.items()
        if isinstance(value, str) and not str(key).startswith("@")
    }
