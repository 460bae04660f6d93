"""Venues: the resources of OGC API - Features, and what counts and maps them."""

from geoapp.api.http.search_params import FILTERS, VENUES
from geoapp.api.openapi.operation import FEATURES, ApiOperation
from geoapp.api.openapi.schema_parts import COUNT, ID
from geoapp.discovery.search.map_clusters import MAX_ZOOM

_OGC = "Features"
_COUNTS = "Counts and tiles"

VENUE_PATHS = (
    ApiOperation(
        path="/",
        id="getLandingPage",
        tag=_OGC,
        summary="Where everything else is found",
        schema="landingPage",
        examples=("",),
    ),
    ApiOperation(
        path="/conformance",
        id="getConformance",
        tag=_OGC,
        summary="The conformance classes that pass",
        schema="confClasses",
        examples=("",),
    ),
    ApiOperation(
        path="/collections",
        id="getCollections",
        tag=_OGC,
        summary="The collections",
        schema="collections",
        examples=("",),
    ),
    ApiOperation(
        path="/collections/venues",
        id="describeVenues",
        tag=_OGC,
        summary="The collection of venues: its extent and its links",
        schema="collection",
        examples=("",),
    ),
    ApiOperation(
        path="/collections/venues/items",
        id="getVenues",
        tag=_OGC,
        summary="Search venues",
        description=(
            "Page by page: follow the `next` link until there is none. Nothing is"
            " lost or repeated while venues come and go. How many there are in all is"
            " the `numberMatched` of /facets, with the same parameters: no page counts."
        ),
        schema="venues",
        takes=VENUES,
        forms=FEATURES,
        examples=(
            "?q=pottery&near=-0.055,51.545&radius_m=5000",
            "?bbox=13,52,14,53&craft=woodworking&limit=5",
            "?near=13.4,52.52&equipment=laser_cutter&open_at=now",
        ),
    ),
    ApiOperation(
        path="/collections/venues/items/{venueId}",
        id="getVenue",
        tag=_OGC,
        summary="One venue with all that is public of it",
        schema="venueDetails",
        forms=FEATURES,
        path_parameters={"venueId": (ID, "The id of a feature.")},
    ),
    ApiOperation(
        path="/facets",
        id="getFacets",
        tag=_COUNTS,
        summary="How many venues there are, and what each choice would leave",
        schema="facets",
        takes=FILTERS,
        examples=("?near=-0.055,51.545&radius_m=10000",),
    ),
    ApiOperation(
        path="/tiles/{z}/{x}/{y}",
        id="getTile",
        tag=_COUNTS,
        summary="Cells of several venues and single venues, for a map",
        schema="tile",
        takes=FILTERS - {"bbox"},
        forms=FEATURES,
        path_parameters={
            "z": ({**COUNT, "maximum": MAX_ZOOM}, "Zoom."),
            "x": (COUNT, "Column, from longitude -180."),
            "y": (COUNT, "Row, from the north."),
        },
    ),
)
