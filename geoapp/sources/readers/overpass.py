"""Answers of the Overpass API: its JSON, and GeoJSON as osmtogeojson makes it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geoapp.geo.values import InvalidGeometry, Position
from geoapp.sources.osm_tags import OsmObject, centroid, osm_source, row_from_osm
from geoapp.sources.readers import strict_json
from geoapp.sources.rows import Reading, ReadOptions, Row, UnreadableFile

_TYPES = ("node", "way", "relation")


class OverpassReader:
    """Reads `out center` JSON and osmtogeojson's FeatureCollection.

    A row is a feature, or an element with tags: elements without are geometry.
    """

    name = "overpass"
    max_bytes = 256_000_000

    def sniff(self, path: Path, head: bytes) -> bool:
        """Whether it is JSON with features or elements."""
        return head.lstrip()[:1] == b"{" and (
            b'"FeatureCollection"' in head or b'"elements"' in head
        )

    def read(self, path: Path, options: ReadOptions) -> Reading:
        """Open the file; raises UnreadableFile for other JSON, or a `crs` member."""
        document = strict_json.load(path)
        if not isinstance(document, dict):
            raise UnreadableFile(f"{path.name} is a list, not an Overpass answer.")
        if isinstance(document.get("features"), list):
            _refuse_crs(path, document, document["features"])
            things, read = document["features"], _feature
        elif isinstance(document.get("elements"), list):
            things, read = _tagged(document["elements"]), _element
        else:
            raise UnreadableFile(f"{path.name} has neither features nor elements.")

        def rows() -> Iterator[Row]:
            for number, thing in enumerate(things, start=1):
                yield _row(number, thing, read, options)

        return Reading(source=osm_source(options), total=len(things), rows=rows())


def _refuse_crs(path: Path, document: Any, features: list[Any]) -> None:
    """Refuse `crs` members: RFC 7946 removed them, and readers follow their links."""
    things = [thing for thing in (document, *features) if isinstance(thing, dict)]
    geometries = [thing.get("geometry") for thing in things]
    for thing in (*things, *geometries):
        if isinstance(thing, dict) and "crs" in thing:
            raise UnreadableFile(
                f"{path.name} has a `crs` member. GeoJSON is WGS 84 (RFC 7946, "
                "section 4): convert the file and remove the member."
            )


def _tagged(elements: list[Any]) -> list[Any]:
    return [e for e in elements if not isinstance(e, dict) or e.get("tags")]


def _row(number: int, thing: Any, read: Any, options: ReadOptions) -> Row:
    if not isinstance(thing, dict):
        return Row(reference=f"number {number}", refused="It is no object.")
    reference = _reference(thing) or f"number {number}"
    try:
        tags, position = read(thing)
    except InvalidGeometry as error:
        return Row(reference=reference, refused=str(error))
    if not reference.startswith(_TYPES):
        return Row(reference=reference, refused="It has no OpenStreetMap id.")
    if position is None:
        return Row(reference=reference, refused="It has no position.")
    return row_from_osm(
        OsmObject(reference=reference, tags=tags, position=position), options
    )


def _reference(thing: Mapping[str, Any]) -> str:
    """Return `node/12`, from the GeoJSON id or from type and id."""
    given, kind = thing.get("id"), thing.get("type")
    if isinstance(given, int) and kind in _TYPES:
        return f"{kind}/{given}"
    kind, _slash, number = str(given or "").partition("/")
    return f"{kind}/{number}" if kind in _TYPES and number.isdigit() else ""


def _element(element: Mapping[str, Any]) -> tuple[dict[str, str], Position | None]:
    place = element.get("center") or element
    if not isinstance(place, dict):
        raise InvalidGeometry("Its centre is no position.")
    if "lon" not in place or "lat" not in place:
        return _texts(element.get("tags")), None
    return _texts(element.get("tags")), _mean([[place["lon"], place["lat"]]])


def _feature(feature: Mapping[str, Any]) -> tuple[dict[str, str], Position | None]:
    properties = feature.get("properties")
    tags = _texts(properties)
    if isinstance(properties, dict) and isinstance(properties.get("tags"), dict):
        tags = _texts(properties["tags"])
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        return tags, None
    points = list(_points(geometry.get("coordinates")))
    return tags, _mean(points)


def _points(coordinates: Any, depth: int = 0) -> Iterator[list[Any]]:
    """Yield the positions of a GeoJSON geometry of up to four levels."""
    if not isinstance(coordinates, list) or depth > 4:
        raise InvalidGeometry("Its geometry is no GeoJSON.")
    if coordinates and not isinstance(coordinates[0], list):
        yield coordinates
        return
    for part in coordinates:
        yield from _points(part, depth + 1)


def _mean(points: list[list[Any]]) -> Position | None:
    if any(len(p) < 2 or not all(_is_number(x) for x in p[:2]) for p in points):
        raise InvalidGeometry("Its coordinates are no numbers.")
    return centroid([(float(p[0]), float(p[1])) for p in points])


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _texts(tags: Any) -> dict[str, str]:
    if not isinstance(tags, dict):
        return {}
    return {str(key): value for key, value in tags.items() if isinstance(value, str)}
