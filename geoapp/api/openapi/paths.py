"""Every path of the API: venues, tutorials, the contract itself, files and feeds."""

from geoapp.api.exports.file_formats import (
    ATOM,
    CSV,
    FLATGEOBUF,
    GEOJSONL,
    GEOPACKAGE,
    ICAL,
)
from geoapp.api.http.negotiation import OPENAPI_30, OPENAPI_31
from geoapp.api.http.search_params import EXPORT_PARAMETERS, FILTER_PARAMETERS
from geoapp.api.openapi.operation import ApiOperation
from geoapp.api.openapi.tutorial_paths import TUTORIAL_PATHS
from geoapp.api.openapi.venue_paths import VENUE_PATHS

_WHOLE = "Exports and feeds"
_CONTRACT = "OpenAPI"
_FILE_WORDS = (
    (GEOJSONL, "Export venues as a GeoJSON text sequence (RFC 8142)"),
    (CSV, "Export venues as CSV"),
    (GEOPACKAGE, "Export venues as GeoPackage"),
    (FLATGEOBUF, "Export venues as FlatGeobuf"),
    (ICAL, "Export about five weeks of opening hours as iCalendar"),
)

OPERATIONS: tuple[ApiOperation, ...] = (
    *VENUE_PATHS,
    *TUTORIAL_PATHS,
    ApiOperation(
        path="/openapi",
        id="getOpenapi",
        tag=_CONTRACT,
        summary="OpenAPI 3.0 document",
        schema="",
        forms=(OPENAPI_30,),
    ),
    ApiOperation(
        path="/openapi-3.1",
        id="getOpenapi31",
        tag=_CONTRACT,
        summary="OpenAPI 3.1 document",
        schema="",
        forms=(OPENAPI_31,),
    ),
    *(
        ApiOperation(
            path=f"/exports/venues.{form.name}",
            id=f"exportVenues{form.name.capitalize()}",
            tag=_WHOLE,
            summary=summary,
            description=(
                "The file is streamed. Each record names its sources and licences."
            ),
            schema="",
            takes=EXPORT_PARAMETERS,
            forms=(form,),
        )
        for form, summary in _FILE_WORDS
    ),
    ApiOperation(
        path="/feeds/venues.atom",
        id="getVenuesFeed",
        tag=_WHOLE,
        summary="Atom feed of new and changed venues, with GeoRSS",
        schema="",
        takes=FILTER_PARAMETERS,
        forms=(ATOM,),
        examples=("?near=-0.055,51.545",),
    ),
)
