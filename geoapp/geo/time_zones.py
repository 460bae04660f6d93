"""Time zones by position."""

from tzfpy import get_tz

from geoapp.geo.values import Position


def time_zone_at(position: Position) -> str:
    """Return the IANA time zone at a position; `Etc/…` on the open sea."""
    return str(get_tz(position.lon, position.lat))
