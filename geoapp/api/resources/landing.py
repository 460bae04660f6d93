"""The landing page, and the conformance classes."""

from typing import NotRequired

from django.urls import reverse

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link, LinkObject
from geoapp.api.http.negotiation import GEOJSON, HTML, JSON, OPENAPI_30, OPENAPI_31
from geoapp.api.http.resource_view import resource
from geoapp.common.json_types import TypedDict, component
from geoapp.common.public_url import public_url

TITLE = "Makerloom"
DESCRIPTION = (
    "Makerspaces, workshops and artisan shops: what people can make there, with"
    " which equipment, and when they are open. Tutorials, and the venues that match"
    " each one."
)
_SPEC = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
# Only what passes stands here.
CONFORMS_TO = tuple(_SPEC + part for part in ("core", "geojson", "html", "oas30"))
_MORE = (
    ("api:tutorials", "Tutorials and their matching venues"),
    ("api:crafts", "Crafts"),
    ("api:equipment", "Equipment types"),
    ("api:facets", "Counts of venues by filter value"),
)


@component("landingPage")
class LandingPage(TypedDict):
    """Links to everything else."""

    title: NotRequired[str]
    description: NotRequired[str]
    links: list[LinkObject]


@component("confClasses")
class ConformanceClasses(TypedDict):
    """The standards that the API conforms to."""

    conformsTo: list[str]
    links: NotRequired[list[LinkObject]]


@resource()
def landing(request: ResourceRequest) -> ResourceResponse:
    """Return the landing page."""
    links = [
        _to("api:openapi", "service-desc", OPENAPI_30.media_type, title="OpenAPI 3.0"),
        _to(
            "api:openapi31", "service-desc", OPENAPI_31.media_type, title="OpenAPI 3.1"
        ),
        _to(
            "api:docs",
            "service-doc",
            HTML.media_type,
            title="API documentation with examples",
        ),
        _to(
            "api:conformance",
            "conformance",
            JSON.media_type,
            title="Conformance classes",
        ),
        _to("api:collections", "data", JSON.media_type, title="Collections"),
        _to("api:venues", "items", GEOJSON.media_type, title="All venues"),
        *(_to(name, "related", JSON.media_type, title=title) for name, title in _MORE),
    ]
    body: LandingPage = {
        "title": TITLE,
        "description": DESCRIPTION,
        "links": [link.body() for link in (*request.links, *links)],
    }
    return ResourceResponse(
        title=TITLE, description=DESCRIPTION, body=body, links=links
    )


@resource()
def conformance(request: ResourceRequest) -> ResourceResponse:
    """Return the conformance classes."""
    body: ConformanceClasses = {
        "conformsTo": list(CONFORMS_TO),
        "links": [link.body() for link in request.links],
    }
    return ResourceResponse(
        title="Conformance",
        description="OGC API - Features conformance classes that this API implements.",
        body=body,
    )


def _to(name: str, rel: str, media_type: str, *, title: str) -> Link:
    return Link(rel, public_url(reverse(name)), media_type, title)
