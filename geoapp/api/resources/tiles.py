"""Tiles of the map: cells of several venues, and single venues, as GeoJSON."""

import math
from typing import Literal, NotRequired

from django.http import Http404

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse, compact
from geoapp.api.http.links import venue_url
from geoapp.api.http.negotiation import GEOJSON, HTML
from geoapp.api.http.resource_view import resource
from geoapp.api.http.search_params import FILTER_PARAMETERS
from geoapp.api.resources.feature_collection import (
    FeatureCollectionMembers,
    collection_text,
)
from geoapp.common.json_types import Count, Id, TypedDict, Url, component
from geoapp.discovery.search.map_clusters import MAX_ZOOM, Cluster, map_clusters
from geoapp.geo.values import BBox
from geoapp.publishing.feature import DIGITS, PointGeometry
from geoapp.publishing.models import PublishedVenue

_TAKES = FILTER_PARAMETERS - {"bbox"}


class _TileProperties(TypedDict):
    count: Count
    open: NotRequired[Count]  # of a cell; what follows is a single venue's
    name: NotRequired[str]
    kind: NotRequired[str]
    precision: NotRequired[str]
    url: NotRequired[Url]


class _TileFeature(TypedDict):
    type: Literal["Feature"]
    id: NotRequired[Id]
    geometry: PointGeometry
    properties: _TileProperties


@component("tile")
class Tile(FeatureCollectionMembers):
    """What one tile of the map shows."""

    features: list[_TileFeature]


@resource(takes=_TAKES, forms=(GEOJSON, HTML), by_the_minute=True)
def tile(request: ResourceRequest, *, z: int, x: int, y: int) -> ResourceResponse:
    """Return the features of one map tile; raises Http404 outside the tile pyramid.

    Web Mercator, z/x/y, origin in the north-west. A venue is in exactly one tile. Cells
    are fixed to the earth: one on an edge is in both tiles, each with its part.
    """
    box = tile_box(z, x, y)
    view = map_clusters(request.criteria.replace(bbox=box), zoom=z, at=request.at)
    features = [*map(_cell, view.cells), *map(_point, view.points)]
    body = collection_text(
        ",".join(map(compact, features)).encode(),
        count=len(features),
        links=request.links,
        at=request.at,
    )
    return ResourceResponse(title=f"Tile {z}/{x}/{y}", body=body)


def tile_box(z: int, x: int, y: int) -> BBox:
    """Return a tile's bounding box in degrees; raises Http404 if it does not exist.

    The first and last rows extend to the poles. East and north edges belong to the next
    tile, so they are lowered to the next representable number. Longitude 180 is -180,
    in the first column.
    """
    if z > MAX_ZOOM:  # before any power of it: an address holds numbers without end
        raise Http404
    across = 2**z
    if not (0 <= x < across and 0 <= y < across):
        raise Http404
    return BBox(
        west=x / across * 360 - 180,
        south=-90.0 if y == across - 1 else _latitude(y + 1, across),
        east=math.nextafter((x + 1) / across * 360 - 180, -math.inf),
        north=90.0 if y == 0 else math.nextafter(_latitude(y, across), -math.inf),
    )


def _latitude(row: int, across: int) -> float:
    """Return the northern edge of a row in degrees (spherical Mercator, inverse)."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / across))))


def _cell(cell: Cluster) -> _TileFeature:
    return {
        "type": "Feature",
        "geometry": _point_of(cell.position.lon, cell.position.lat),
        "properties": {"count": cell.count, "open": cell.open},
    }


def _point(venue: PublishedVenue) -> _TileFeature:
    return {
        "type": "Feature",
        "id": str(venue.pk),
        "geometry": _point_of(venue.public_point.x, venue.public_point.y),
        "properties": {
            "count": 1,
            "name": venue.name,
            "kind": venue.kind,
            "precision": venue.precision,
            "url": venue_url(venue.slug),
        },
    }


def _point_of(lon: float, lat: float) -> PointGeometry:
    return {"type": "Point", "coordinates": [round(lon, DIGITS), round(lat, DIGITS)]}
