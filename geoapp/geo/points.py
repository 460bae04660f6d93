"""Between Position and GEOS: the one place where coordinates change their type."""

from django.contrib.gis.geos import Point

from geoapp.geo.values import Position

SRID = 4326


def to_point(position: Position) -> Point:
    """Return the GEOS point (x longitude, y latitude, EPSG:4326)."""
    return Point(position.lon, position.lat, srid=SRID)


def to_position(point: Point) -> Position:
    """Return the position of a GEOS point in EPSG:4326."""
    return Position(lon=point.x, lat=point.y)
