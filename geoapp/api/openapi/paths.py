"""Every address: what it takes, in which forms it answers, and its shape."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from geoapp.accounts.keys import LIKES
from geoapp.api.criteria import EXPORTS, FILTERS, MATCHES, PLACES, TUTORIALS, VENUES
from geoapp.api.exports.forms import (
    ATOM,
    CSV,
    FILES,
    FLATGEOBUF,
    GEOJSONL,
    GEOPACKAGE,
    ICAL,
)
from geoapp.api.media import GEOJSON, HTML, JSON, OPENAPI_30, OPENAPI_31, Form
from geoapp.api.openapi.parameters import PARAMETERS
from geoapp.api.openapi.parts import Schema, ref

_NONE = frozenset({"f", "lang"})
_OGC = "Features"
_MAKE = "What one likes, and where to make it"
_COUNTS = "Counts and tiles"
_MINE = "What is mine"
_WHOLE = "Files and feeds"
_CONTRACT = "The contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A way to ask one path. `path_parameters` are name -> (schema, description)."""

    path: str
    id: str
    method: str = "get"
    body: str = ""  # the schema of what is sent
    scope: str = ""  # of the key that opens it; empty: anybody
    tag: str
    summary: str
    schema: str
    takes: frozenset[str] = _NONE
    needs: frozenset[str] = frozenset()
    forms: tuple[Form, ...] = (JSON, HTML)
    description: str = ""
    path_parameters: dict[str, tuple[Schema, str]] = field(default_factory=dict)
    examples: tuple[str, ...] = ()  # queries that documentation offers to run


_UUID: Schema = {"type": "string", "format": "uuid"}
_INTEGER: Schema = {"type": "integer", "minimum": 0}
_FEATURES = (GEOJSON, HTML)

_FILE_WORDS = (
    (GEOJSONL, "Everything as a GeoJSON text sequence (RFC 8142)"),
    (CSV, "Everything as a table"),
    (GEOPACKAGE, "Everything as a GeoPackage"),
    (FLATGEOBUF, "Everything as FlatGeobuf"),
    (ICAL, "Opening hours of about five weeks as a calendar"),
)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        path="/",
        id="getLandingPage",
        tag=_OGC,
        summary="Where everything else is found",
        schema="landingPage",
        examples=("",),
    ),
    Operation(
        path="/conformance",
        id="getConformance",
        tag=_OGC,
        summary="The conformance classes that pass",
        schema="confClasses",
        examples=("",),
    ),
    Operation(
        path="/collections",
        id="getCollections",
        tag=_OGC,
        summary="The collections",
        schema="collections",
        examples=("",),
    ),
    Operation(
        path="/collections/venues",
        id="describeVenues",
        tag=_OGC,
        summary="The collection of venues: its extent and its links",
        schema="collection",
        examples=("",),
    ),
    Operation(
        path="/collections/venues/items",
        id="getVenues",
        tag=_OGC,
        summary="Search venues",
        description=(
            "Page by page: follow the `next` link until there is none. Nothing is"
            " lost or repeated while venues come and go."
        ),
        schema="venues",
        takes=VENUES,
        forms=_FEATURES,
        examples=(
            "?q=pottery&near=-0.055,51.545&radius_m=5000",
            "?bbox=13,52,14,53&craft=woodworking&limit=5",
            "?near=13.4,52.52&equipment=laser_cutter&open_at=now",
        ),
    ),
    Operation(
        path="/collections/venues/items/{venueId}",
        id="getVenue",
        tag=_OGC,
        summary="One venue with all that is public of it",
        schema="venue",
        forms=_FEATURES,
        path_parameters={"venueId": (_UUID, "The id of a feature.")},
    ),
    Operation(
        path="/tutorials",
        id="getTutorials",
        tag=_MAKE,
        summary="Tutorials by words and craft",
        schema="tutorials",
        takes=TUTORIALS,
        examples=("?q=bowl&limit=5",),
    ),
    Operation(
        path="/tutorials/{tutorialId}",
        id="getTutorial",
        tag=_MAKE,
        summary="One tutorial and what it takes",
        schema="tutorial",
        path_parameters={"tutorialId": (_UUID, "The id of a tutorial.")},
    ),
    Operation(
        path="/tutorials/{tutorialId}/venues",
        id="getTutorialVenues",
        tag=_MAKE,
        summary="Where a tutorial can be made, best first",
        description=(
            "The order: fewest required machines missing; use and learn before"
            " commission before repair; the craft itself before narrower and broader"
            " ones; usable for the audience at the time; distance."
        ),
        schema="matches",
        takes=MATCHES,
        needs=frozenset({"near"}),
        forms=_FEATURES,
        path_parameters={"tutorialId": (_UUID, "The id of a tutorial.")},
    ),
    Operation(
        path="/matches",
        id="postMatches",
        method="post",
        body="wish",
        tag=_MAKE,
        summary="Where something can be made that another site shows",
        description=(
            "Send a title and an address, and what they suggest is matched (guesses"
            " never rank); or crafts and equipment, which are then required. An"
            " address of a tutorial that is known here gives that tutorial's matches."
            " Nothing is stored, and nothing is fetched from the address."
        ),
        schema="wishMatches",
        forms=(GEOJSON,),
    ),
    Operation(
        path="/places",
        id="getPlaces",
        tag=_MAKE,
        summary="Towns by name, with the position that `near` asks for",
        description=(
            "The towns that `q` names or begins, best first, at most ten. `exact`"
            " says that the text is one of the town's names."
        ),
        schema="places",
        takes=PLACES,
        needs=frozenset({"q"}),
        examples=("?q=Leeds",),
    ),
    Operation(
        path="/crafts",
        id="getCrafts",
        tag=_MAKE,
        summary="The crafts, with names per language and OpenStreetMap's tags",
        schema="crafts",
        examples=("",),
    ),
    Operation(
        path="/equipment",
        id="getEquipment",
        tag=_MAKE,
        summary="The types of equipment",
        schema="equipment",
        examples=("",),
    ),
    Operation(
        path="/facets",
        id="getFacets",
        tag=_COUNTS,
        summary="How many venues there are, and what each choice would leave",
        schema="facets",
        takes=FILTERS,
        examples=("?near=-0.055,51.545&radius_m=10000",),
    ),
    Operation(
        path="/tiles/{z}/{x}/{y}",
        id="getTile",
        tag=_COUNTS,
        summary="Cells of several venues and single venues, for a map",
        schema="tile",
        takes=FILTERS - {"bbox"},
        forms=_FEATURES,
        path_parameters={
            "z": ({**_INTEGER, "maximum": 20}, "Zoom."),
            "x": (_INTEGER, "Column, from longitude -180."),
            "y": (_INTEGER, "Row, from the north."),
        },
        examples=("",),
    ),
    Operation(
        path="/me/likes",
        id="getMyLikes",
        scope=LIKES,
        tag=_MINE,
        summary="The tutorials that I liked",
        schema="tutorials",
    ),
    Operation(
        path="/me/likes/venues",
        id="getMyLikesVenues",
        scope=LIKES,
        tag=_MINE,
        summary="The places near where most of what I liked can be made",
        schema="likedVenues",
        takes=MATCHES - {"open_at"},
        needs=frozenset({"near"}),
        forms=_FEATURES,
    ),
    Operation(
        path="/openapi",
        id="getOpenapi",
        tag=_CONTRACT,
        summary="This contract as OpenAPI 3.0",
        schema="",
        forms=(OPENAPI_30,),
    ),
    Operation(
        path="/openapi-3.1",
        id="getOpenapi31",
        tag=_CONTRACT,
        summary="This contract as OpenAPI 3.1",
        schema="",
        forms=(OPENAPI_31,),
    ),
    *(
        Operation(
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
    Operation(
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


def content(operation: Operation) -> dict[str, Any]:
    """Return the media types of an answer with their schemas."""
    return {
        form.media_type: {"schema": _schema(operation, form)}
        for form in operation.forms
    }


def _schema(operation: Operation, form: Form) -> Schema:
    if form is HTML or form in FILES:
        return {"type": "string"}
    return ref(operation.schema) if operation.schema else {"type": "object"}


def declared(takes: Iterable[str]) -> list[str]:
    """Return the parameters of an operation in the order of the table."""
    wanted = set(takes) | _NONE
    return [name for name in PARAMETERS if name in wanted]
