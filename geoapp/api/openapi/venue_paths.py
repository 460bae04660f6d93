"""Venues: the resources of OGC API - Features, and their counts and tiles."""

from geoapp.api.http.search_params import FILTER_PARAMETERS, ITEM_PARAMETERS
from geoapp.api.openapi.operation import FEATURES, ApiOperation
from geoapp.api.openapi.schemas import COUNT, ID
from geoapp.discovery.search.map_clusters import MAX_ZOOM

_OGC = "Features"
_COUNTS = "Counts and tiles"

VENUE_PATHS = (
    ApiOperation(
        path="/",
        id="getLandingPage",
        tag=_OGC,
        summary="Landing page",
        schema="landingPage",
        examples=("",),
    ),
    ApiOperation(
        path="/conformance",
        id="getConformance",
        tag=_OGC,
        summary="Conformance classes",
        schema="confClasses",
        examples=("",),
    ),
    ApiOperation(
        path="/collections",
        id="getCollections",
        tag=_OGC,
        summary="Collections",
        schema="collections",
        examples=("",),
    ),
    ApiOperation(
        path="/collections/venues",
        id="describeVenues",
        tag=_OGC,
        summary="The venues collection",
        schema="collection",
        examples=("",),
    ),
    ApiOperation(
        path="/collections/venues/items",
        id="getVenues",
        tag=_OGC,
        summary="Search venues",
        description=(
            "Results are paginated. Follow the `next` link until there is none."
            " Nothing is skipped or repeated when venues are added or removed"
            " meanwhile. Pages have no total. Read `numberMatched` from /facets with"
            " the same parameters."
        ),
        schema="venues",
        takes=ITEM_PARAMETERS,
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
        summary="Get a venue",
        schema="venueDetails",
        forms=FEATURES,
        path_parameters={"venueId": (ID, "Feature id.")},
    ),
    ApiOperation(
        path="/facets",
        id="getFacets",
        tag=_COUNTS,
        summary="Count venues by filter value",
        schema="facets",
        takes=FILTER_PARAMETERS,
        examples=("?near=-0.055,51.545&radius_m=10000",),
    ),
    ApiOperation(
        path="/tiles/{z}/{x}/{y}",
        id="getTile",
        tag=_COUNTS,
        summary="Map tile with clusters and venues",
        schema="tile",
        takes=FILTER_PARAMETERS - {"bbox"},
        forms=FEATURES,
        path_parameters={
            "z": ({**COUNT, "maximum": MAX_ZOOM}, "Zoom."),
            "x": (COUNT, "Tile column, starting at longitude -180."),
            "y": (COUNT, "Tile row, starting in the north."),
        },
    ),
)
