"""Every address of the API: venues, making, the contract itself, files and feeds."""

from geoapp.api.exports.file_formats import (
    ATOM,
    CSV,
    FLATGEOBUF,
    GEOJSONL,
    GEOPACKAGE,
    ICAL,
)
from geoapp.api.http.negotiation import OPENAPI_30, OPENAPI_31
from geoapp.api.http.search_params import EXPORTS, FILTERS
from geoapp.api.openapi.operation import ApiOperation
from geoapp.api.openapi.tutorial_paths import TUTORIAL_PATHS
from geoapp.api.openapi.venue_paths import VENUE_PATHS

_WHOLE = "Files and feeds"
_CONTRACT = "The contract"
_FILE_WORDS = (
    (GEOJSONL, "Everything as a GeoJSON text sequence (RFC 8142)"),
    (CSV, "Everything as a table"),
    (GEOPACKAGE, "Everything as a GeoPackage"),
    (FLATGEOBUF, "Everything as FlatGeobuf"),
    (ICAL, "Opening hours of about five weeks as a calendar"),
)

OPERATIONS: tuple[ApiOperation, ...] = (
    *VENUE_PATHS,
    *TUTORIAL_PATHS,
    ApiOperation(
        path="/openapi",
        id="getOpenapi",
        tag=_CONTRACT,
        summary="This contract as OpenAPI 3.0",
        schema="",
        forms=(OPENAPI_30,),
    ),
    ApiOperation(
        path="/openapi-3.1",
        id="getOpenapi31",
        tag=_CONTRACT,
        summary="This contract as OpenAPI 3.1",
        schema="",
        forms=(OPENAPI_31,),
    ),
    *(
        ApiOperation(
            path=f"/exports/venues.{form.name}",
            id=f"exportVenues{form.name.capitalize()}",
            tag=_WHOLE,
            summary=summary,
            description="Streamed; each record names its sources and their licences.",
            schema="",
            takes=EXPORTS,
            forms=(form,),
        )
        for form, summary in _FILE_WORDS
    ),
    ApiOperation(
        path="/feeds/venues.atom",
        id="getVenuesFeed",
        tag=_WHOLE,
        summary="What is new and changed, as an Atom feed with GeoRSS",
        schema="",
        takes=FILTERS,
        forms=(ATOM,),
        examples=("?near=-0.055,51.545",),
    ),
)
