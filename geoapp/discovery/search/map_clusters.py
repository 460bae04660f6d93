"""The map view of a result: clusters as cells of a fixed grid, and single points."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, CharField, Count, F, FloatField, Func, Min, Q, Value
from django.db.models.functions import Cast

from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.search.results import filtered_queryset
from geoapp.geo.expressions import Latitude, Longitude
from geoapp.geo.values import Position
from geoapp.publishing.live_state import open_at
from geoapp.publishing.models import PublishedOpening, PublishedVenue

MAX_ZOOM = 20
# Venues a person can tell apart are drawn each; below this zoom they are joined.
_CLUSTER_PX = 64
_TILE_PX = 256
_SHOW_EACH_FROM_ZOOM = 16


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several venues drawn as one: their centre, their count, how many are open."""

    position: Position
    count: int
    open: int


@dataclass(frozen=True, slots=True)
class MapClusters:
    """What one view of the map shows."""

    cells: tuple[Cluster, ...]
    points: tuple[PublishedVenue, ...]

    @property
    def count(self) -> int:
        """Return the number of venues in the view."""
        return sum(cell.count for cell in self.cells) + len(self.points)


def map_clusters(criteria: SearchCriteria, *, zoom: int, at: datetime) -> MapClusters:
    """Return cells and points for the criteria; `bbox` is the visible area.

    The grid is fixed to the earth, so that panning never regroups venues; `zoom` is the
    map's, 0 to 20.
    """
    venues = filtered_queryset(resolve_query(criteria)).order_by()
    rows = list(_cells(venues, zoom, audience=criteria.audience, at=at))
    lone = [row["only"] for row in rows if row["n"] == 1]
    points = PublishedVenue.objects.filter(pk__in=lone).order_by("pk")
    return MapClusters(
        cells=tuple(_cluster(row) for row in rows if row["n"] > 1),
        points=tuple(points.defer("page", "search", "feature")),
    )


def cell_size(zoom: int) -> float:
    """Return the height and width of a cell in degrees of longitude."""
    level = min(max(zoom, 0), MAX_ZOOM)
    if level >= _SHOW_EACH_FROM_ZOOM:
        return 1e-7
    return float(360 * _CLUSTER_PX / (_TILE_PX * 2**level))


def _cells(venues: Any, zoom: int, *, audience: str, at: datetime) -> Any:
    size = cell_size(zoom)
    now_open = PublishedOpening.objects.filter(open_at(at), audience=audience).values(
        "venue_id"
    )
    return (
        venues.annotate(
            column=_floor(Longitude("public_point"), size),
            # Mercator stretches towards the poles; two thirds look square in
            # the latitudes where most people live.
            row=_floor(Latitude("public_point"), size * 2 / 3),
        )
        .values("column", "row")
        .annotate(
            n=Count("pk"),
            lon=Avg(Longitude("public_point")),
            lat=Avg(Latitude("public_point")),
            open=Count("pk", filter=Q(pk__in=now_open)),
            only=Min(Cast(F("pk"), CharField())),
        )
        .values("n", "lon", "lat", "open", "only")
        .order_by("column", "row")
    )


def _floor(degrees: Any, size: float) -> Func:
    return Func(
        degrees / Value(size, output_field=FloatField()),
        function="FLOOR",
        output_field=FloatField(),
    )


def _cluster(row: Any) -> Cluster:
    return Cluster(Position(lon=row["lon"], lat=row["lat"]), row["n"], row["open"])
