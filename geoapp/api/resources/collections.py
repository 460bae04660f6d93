"""The collections; there is one, the venues."""

from typing import NotRequired

from django.http import Http404
from django.urls import reverse

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link, LinkObject
from geoapp.api.http.negotiation import GEOJSON, HTML, JSON
from geoapp.api.http.resource_view import resource
from geoapp.common.json_types import Moment, TypedDict, component
from geoapp.common.public_url import public_url
from geoapp.discovery.extents import Extent, extents

VENUES = "venues"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
TITLE = "Venues"
DESCRIPTION = (
    "Published venues where people can make things. A location may be approximate:"
    " see `precision` and `uncertainty_m`. null means not known. `inferred` lists"
    " properties that were read from free text."
)


class _SpatialExtent(TypedDict, total=False):
    bbox: list[list[float]]
    crs: str


class _TemporalExtent(TypedDict, total=False):
    interval: list[list[Moment | None]]
    trs: str


@component("extent")
class CollectionExtent(TypedDict, total=False):
    """The spatial and temporal extent of a collection."""

    spatial: _SpatialExtent
    temporal: _TemporalExtent


@component("collection")
class Collection(TypedDict):
    """A collection of features."""

    id: str
    title: NotRequired[str]
    description: NotRequired[str]
    itemType: NotRequired[str]
    crs: NotRequired[list[str]]
    extent: NotRequired[CollectionExtent]
    links: list[LinkObject]


@component("collections")
class Collections(TypedDict):
    """All collections."""

    links: list[LinkObject]
    collections: list[Collection]


@resource()
def collections(request: ResourceRequest) -> ResourceResponse:
    """Return all collections."""
    body: Collections = {
        "links": [link.body() for link in request.links],
        "collections": [_venues()],
    }
    return ResourceResponse(
        title="Collections", description="Collections of features.", body=body
    )


@resource()
def collection(request: ResourceRequest, collection_id: str) -> ResourceResponse:
    """Return one collection; raises Http404."""
    if collection_id != VENUES:
        raise Http404
    body = _venues()
    body["links"] = [link.body() for link in request.links] + body["links"]
    return ResourceResponse(title=TITLE, description=DESCRIPTION, body=body)


def _venues() -> Collection:
    items = public_url(reverse("api:venues"))
    url = public_url(reverse("api:collection", args=[VENUES]))
    links = [
        Link("collection", url, JSON.media_type, TITLE),
        Link("items", items, GEOJSON.media_type, "Venues as GeoJSON"),
        Link("items", f"{items}?f=html", HTML.media_type, "Venues as HTML"),
    ]
    return {
        "id": VENUES,
        "title": TITLE,
        "description": DESCRIPTION,
        "itemType": "feature",
        "crs": [CRS84],
        "extent": _extent(extents()),
        "links": [link.body() for link in links],
    }


def _extent(extent: Extent | None) -> CollectionExtent:
    if extent is None:
        return {"spatial": {"bbox": [[-180, -90, 180, 90]], "crs": CRS84}}
    members: CollectionExtent = {"spatial": {"bbox": [list(extent.bbox)], "crs": CRS84}}
    if extent.dates:
        interval: list[str | None] = [
            f"{day.isoformat()}T00:00:00Z" for day in extent.dates
        ]
        members["temporal"] = {"interval": [interval], "trs": _GREGORIAN}
    return members
