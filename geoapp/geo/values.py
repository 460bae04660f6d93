"""Positions, boxes and circles that are always valid: longitude before latitude.

Pure values: no database, no HTTP. Degrees are WGS 84, distances metres.
"""

import math
from dataclasses import dataclass

from geoapp.common.errors import DomainError

MAX_RADIUS_M = 500_000
EARTH_RADIUS_M = 6_371_008.8
# Leaflet's world copies reach a few turns to either side; beyond is a mistake.
MAX_ABS_LON = 1080.0


class InvalidGeometry(DomainError):
    """Values that are not a valid position, box or radius."""


def wrapped_lon(lon: float) -> float:
    """Return the longitude shifted by whole turns into [-180, 180]."""
    if -180.0 <= lon <= 180.0:
        return lon
    return (lon + 180.0) % 360.0 - 180.0


def _finite(*numbers: float) -> None:
    if not all(math.isfinite(number) for number in numbers):
        raise InvalidGeometry("Coordinates must be finite numbers.")


def _in_range(lon: float, lat: float) -> None:
    if abs(lat) > 90:
        raise InvalidGeometry(f"Latitude {lat:g} is outside the range -90 to 90.")
    if abs(lon) > MAX_ABS_LON:
        raise InvalidGeometry(f"Longitude {lon:g} is outside the range -1080 to 1080.")


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the earth in degrees, longitude first and within ±180."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        _finite(self.lon, self.lat)
        _in_range(self.lon, self.lat)
        object.__setattr__(self, "lon", wrapped_lon(self.lon))

    @classmethod
    def from_text(cls, text: str) -> "Position":
        """Read `lon,lat` in degrees; raise InvalidGeometry for anything else."""
        numbers = _numbers(text)
        if len(numbers) != 2:
            raise InvalidGeometry("Must be two numbers: `longitude,latitude`.")
        return cls(lon=numbers[0], lat=numbers[1])

    def rounded(self, digits: int = 3) -> "Position":
        """Return the position at fewer digits (3 are about 100 metres)."""
        return Position(lon=round(self.lon, digits), lat=round(self.lat, digits))

    def metres_to(self, other: "Position") -> float:
        """Return the distance on a sphere in metres, within 0.6 % of the geodesic.

        Haversine formula, mean radius of the IUGG. For judgements, not for answers:
        distances that are shown come from PostGIS.
        """
        lat, other_lat = math.radians(self.lat), math.radians(other.lat)
        half_lon = math.radians(other.lon - self.lon) / 2
        squared = (
            math.sin((other_lat - lat) / 2) ** 2
            + math.cos(lat) * math.cos(other_lat) * math.sin(half_lon) ** 2
        )
        return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(squared)))

    def __str__(self) -> str:
        return _text(self.lon, self.lat)


@dataclass(frozen=True, slots=True)
class Radius:
    """A distance along the geodesic in whole metres, 1 to 500,000."""

    metres: int

    def __post_init__(self) -> None:
        if not 1 <= self.metres <= MAX_RADIUS_M:
            raise InvalidGeometry(
                f"Must be a whole number of metres from 1 to {MAX_RADIUS_M}."
            )


@dataclass(frozen=True, slots=True)
class BBox:
    """A box in degrees; west > east means that it crosses the date line.

    Width is judged before the shift into ±180: 360 degrees or more is the whole
    world. A box of zero width or height is legal (RFC 7946, section 5).
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        _finite(self.west, self.south, self.east, self.north)
        _in_range(self.west, self.south)
        _in_range(self.east, self.north)
        if self.south > self.north:
            raise InvalidGeometry("South must not be greater than north.")
        if self.east - self.west >= 360:
            west, east = -180.0, 180.0
        else:
            west, east = _shifted(self.west, self.east)
        object.__setattr__(self, "west", west)
        object.__setattr__(self, "east", east)

    @classmethod
    def from_text(cls, text: str) -> "BBox":
        """Read `west,south,east,north`, or six numbers whose heights are ignored."""
        numbers = _numbers(text)
        if len(numbers) == 6:
            numbers = [*numbers[0:2], *numbers[3:5]]
        if len(numbers) != 4:
            raise InvalidGeometry(
                "Must be four or six numbers: `west,south,east,north`."
            )
        return cls(*numbers)

    @property
    def crosses_date_line(self) -> bool:
        """Whether the box runs over longitude 180."""
        return self.west > self.east

    def parts(self) -> tuple[tuple[float, float, float, float], ...]:
        """Return one or two plain (west, south, east, north) boxes."""
        if not self.crosses_date_line:
            return ((self.west, self.south, self.east, self.north),)
        return (
            (self.west, self.south, 180.0, self.north),
            (-180.0, self.south, self.east, self.north),
        )

    def contains(self, position: Position) -> bool:
        """Whether the position lies in the box, its edges included.

        Longitudes 180 and -180 are one meridian.
        """
        lons = (
            {position.lon, -position.lon}
            if abs(position.lon) == 180
            else {position.lon}
        )
        return any(
            south <= position.lat <= north and any(west <= x <= east for x in lons)
            for west, south, east, north in self.parts()
        )

    def nearest_to(self, position: Position) -> Position:
        """Return the point of the box that is nearest in degrees to a position."""
        best = [
            Position(
                lon=min(max(position.lon, west), east),
                lat=min(max(position.lat, south), north),
            )
            for west, south, east, north in self.parts()
        ]
        return min(best, key=position.metres_to)

    def centre(self) -> Position:
        """Return the middle of the box, on the right side of the date line."""
        east = self.east + 360 if self.crosses_date_line else self.east
        return Position(lon=(self.west + east) / 2, lat=(self.south + self.north) / 2)

    def __str__(self) -> str:
        return _text(self.west, self.south, self.east, self.north)


def _shifted(west: float, east: float) -> tuple[float, float]:
    """Shift both edges into ±180 without losing which side the box lies on."""
    shifted_west, shifted_east = wrapped_lon(west), wrapped_lon(east)
    # An edge on the meridian itself belongs to the box's own side of it.
    if shifted_west == 180.0 and east > west:
        shifted_west = -180.0
    if shifted_east == -180.0 and east > west:
        shifted_east = 180.0
    return shifted_west, shifted_east


def _text(*numbers: float) -> str:
    """Write numbers so that they are read back as the same: links lose no metre."""
    return ",".join(repr(float(number)).removesuffix(".0") for number in numbers)


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise InvalidGeometry("Must be decimal numbers separated by commas.") from None
