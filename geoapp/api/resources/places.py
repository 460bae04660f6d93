"""Places by name, for location fields on other sites."""

from typing import Annotated

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import LinkObject
from geoapp.api.http.resource_view import resource
from geoapp.api.http.search_params import PLACE_PARAMETERS, PLACES_LIMIT, PLACES_MOST
from geoapp.common.json_types import Count, JsonSchema, LonLat, TypedDict, component
from geoapp.discovery.search.criteria import InvalidCriteria
from geoapp.discovery.search.params import Problem
from geoapp.discovery.text.place_suggestions import (
    PlaceSuggestion,
    find_places,
    is_only_an_area,
)

_DIGITS = 5  # about a metre: a town has no finer position
_EMPTY = "`q` is required: the name of a town, or the start of it."


class _PlaceObject(TypedDict):
    name: str
    label: Annotated[
        str, JsonSchema("Distinguishes it from other towns with the same name.")
    ]
    country: Annotated[str, JsonSchema("ISO 3166-1 alpha-2 code.")]
    position: Annotated[LonLat, JsonSchema("Longitude and latitude in degrees.")]
    exact: bool
    venues: Annotated[Count, JsonSchema("Number of published venues within 10 km.")]


@component("places")
class Places(TypedDict):
    """Towns, best first."""

    places: list[_PlaceObject]
    numberReturned: Count
    links: list[LinkObject]


@resource(takes=PLACE_PARAMETERS, limit=PLACES_LIMIT)
def places(request: ResourceRequest) -> ResourceResponse:
    """Return the towns whose names match or start with `q`, best first.

    A country alone returns none.
    """
    criteria = request.criteria
    text = criteria.q
    if not text:
        raise InvalidCriteria([Problem("q", _EMPTY)])
    suggestions = find_places(text, limit=min(criteria.limit, PLACES_MOST), typing=True)
    if is_only_an_area(text, next(iter(suggestions), None)):
        suggestions = ()
    body: Places = {
        "places": [_place(suggestion) for suggestion in suggestions],
        "numberReturned": len(suggestions),
        "links": [link.body() for link in request.links],
    }
    return ResourceResponse(title="Towns", body=body)


def _place(place: PlaceSuggestion) -> _PlaceObject:
    position = place.position.rounded(_DIGITS)
    return {
        "name": place.name,
        "label": place.label,
        "country": place.country,
        "position": [position.lon, position.lat],
        "exact": place.foremost,
        "venues": place.venues,
    }
