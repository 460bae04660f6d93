"""OpenStreetMap objects as all readers yield them, and their source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geoapp.geo.values import Position
from geoapp.sources.reader_rows import ReadOptions
from geoapp.venues.records import SourceInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class OsmObject:
    """A tagged node or way; a way is located at the centre of its nodes."""

    reference: str  # "node/12"
    tags: Mapping[str, str]
    position: Position


def osm_source(options: ReadOptions) -> SourceInfo:
    """Return OpenStreetMap as a source, with the attribution that ODbL requires."""
    return SourceInfo(
        key=options.source_key or "osm",
        name="OpenStreetMap",
        licence="ODbL-1.0",
        attribution="© OpenStreetMap contributors, ODbL 1.0",
        url="https://www.openstreetmap.org/copyright",
        edition=options.edition,
    )


def centroid(points: Sequence[tuple[float, float]]) -> Position | None:
    """Return the mean of (lon, lat) points in degrees, or None without any.

    The closing point of a ring is not counted twice, and a ring across longitude 180
    has its centre there, not on the other side of the earth.
    """
    if len(points) > 1 and points[0] == points[-1]:
        points = points[:-1]
    if not points:
        return None
    lons = [lon for lon, _lat in points]
    if max(lons) - min(lons) > 180:
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    return Position(
        lon=round(sum(lons) / len(lons), 7),
        lat=round(sum(lat for _lon, lat in points) / len(points), 7),
    )
