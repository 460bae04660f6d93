"""Reads an untrusted GeoJSON point without GDAL and GEOS.

Those follow links in a `crs` member, open files that a text names, and end the
whole process over a deeply nested geometry.
"""

import json
from typing import NoReturn

from geoapp.geo.values import InvalidGeometry, Position

MAX_LENGTH = 500  # characters; a point takes a tenth of it
DEEPEST = 4  # braces and brackets; a point has two
_MEMBERS = frozenset({"type", "coordinates", "bbox"})


def position_of_geojson(text: str) -> Position:
    """Return the position of `{"type": "Point", "coordinates": [lon, lat]}`.

    A height is ignored. Raises InvalidGeometry for everything else: other
    geometries, a `crs` member (RFC 7946 removed it), WKT, WKB, names of files.
    """
    if len(text) > MAX_LENGTH or text.count("[") + text.count("{") > DEEPEST:
        raise InvalidGeometry("Must be a single GeoJSON Point.")
    try:
        document = json.loads(text, parse_constant=_refuse)
    except ValueError:
        raise InvalidGeometry("Must be a GeoJSON Point.") from None
    if not isinstance(document, dict) or document.get("type") != "Point":
        raise InvalidGeometry("Must be a GeoJSON Point.")
    if not document.keys() <= _MEMBERS:
        raise InvalidGeometry("A GeoJSON Point may have only type and coordinates.")
    numbers = document.get("coordinates")
    if not isinstance(numbers, list) or len(numbers) not in (2, 3):
        raise InvalidGeometry("Must have a longitude and a latitude.")
    if not all(type(number) in (int, float) for number in numbers):
        raise InvalidGeometry("Coordinates must be numbers.")
    if any(abs(number) > 1e9 for number in numbers):
        raise InvalidGeometry("Coordinates must be in degrees.")
    return Position(lon=float(numbers[0]), lat=float(numbers[1]))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
