"""The extent of the map, in space and in confirmation dates."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.contrib.gis.db.models import Extent as ExtentOf
from django.db import connection
from django.db.models import Max, Min

from geoapp.publishing.models import PublishedVenue
from geoapp.publishing.sql.data_version import data_version

# Six digits of a degree are ten centimetres: what features are rounded to.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Extent:
    """West, south, east, north in degrees, and the first and last `confirmed_at`."""

    bbox: tuple[float, float, float, float]
    dates: tuple[date, date] | None


def extents() -> Extent | None:
    """Return the extent of the venues on the map, by public points, or None.

    Read once per data version: it scans all venues.
    """
    if connection.in_atomic_block:
        return _read()  # the number of what is not committed yet is not counted
    return _cached_extent(data_version())


@lru_cache(maxsize=2)
def _cached_extent(_version: int) -> Extent | None:
    return _read()


def _read() -> Extent | None:
    row = PublishedVenue.objects.on_map().aggregate(
        box=ExtentOf("public_point"),
        first=Min("confirmed_at"),
        last=Max("confirmed_at"),
    )
    if row["box"] is None:
        return None
    west, south, east, north = (round(edge, _DIGITS) for edge in row["box"])
    dates = (row["first"], row["last"]) if row["first"] else None
    return Extent((west, south, east, north), dates)
