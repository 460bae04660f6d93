"""Counts for the criteria: what each choice would leave."""

from typing import NotRequired

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import LinkObject
from geoapp.api.http.resource_view import resource
from geoapp.api.http.search_params import FILTER_PARAMETERS
from geoapp.common.json_types import Count, TypedDict, component
from geoapp.discovery.search.facets import summarise
from geoapp.discovery.search.resolved_query import resolve_query


@component("facets")
class Facets(TypedDict):
    """The number and extent of the venues, and how many each filter value has."""

    numberMatched: Count
    bbox: NotRequired[list[float] | None]
    facets: dict[str, dict[str, Count]]
    links: NotRequired[list[LinkObject]]


@resource(takes=FILTER_PARAMETERS)
def facets(request: ResourceRequest) -> ResourceResponse:
    """Return the number of venues, their extent, and counts by facet.

    A facet of alternatives (craft, kind, …) is counted without its own choices.
    """
    seen = summarise(resolve_query(request.criteria))
    box = seen.extent
    body: Facets = {
        "numberMatched": seen.count,
        "bbox": [box.west, box.south, box.east, box.north] if box else None,
        "facets": {name: dict(counts) for name, counts in seen.facets.items()},
        "links": [link.body() for link in request.links],
    }
    return ResourceResponse(title="Facets", body=body)
