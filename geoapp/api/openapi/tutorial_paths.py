"""Tutorials, matches, places and the vocabulary."""

from geoapp.accounts.keys import LIKES
from geoapp.api.http.negotiation import GEOJSON
from geoapp.api.http.search_params import (
    MATCH_PARAMETERS,
    MATCHES_LIMIT,
    PLACE_PARAMETERS,
    PLACES_LIMIT,
    PLACES_MOST,
    TUTORIAL_PARAMETERS,
)
from geoapp.api.openapi.operation import FEATURES, ApiOperation
from geoapp.api.openapi.schemas import ID
from geoapp.discovery.search.criteria import MAX_LIMIT

_MAKE = "Tutorials and matches"
_MINE = "My account"

TUTORIAL_PATHS = (
    ApiOperation(
        path="/tutorials",
        id="getTutorials",
        tag=_MAKE,
        summary="Search tutorials",
        schema="tutorials",
        takes=TUTORIAL_PARAMETERS,
        examples=("?q=bowl&limit=5",),
    ),
    ApiOperation(
        path="/tutorials/{tutorialId}",
        id="getTutorial",
        tag=_MAKE,
        summary="Get a tutorial and its requirements",
        schema="tutorial",
        path_parameters={"tutorialId": (ID, "Tutorial id.")},
    ),
    ApiOperation(
        path="/tutorials/{tutorialId}/venues",
        id="getTutorialVenues",
        tag=_MAKE,
        summary="List venues for a tutorial, best match first",
        description=(
            "Matches are sorted by the number of missing required machines, then"
            " mode (use or learn, commission, repair). Next come craft (exact,"
            " narrower, broader), whether the venue is open to the audience at that"
            " time, and distance."
        ),
        schema="matches",
        takes=MATCH_PARAMETERS,
        limits=(MATCHES_LIMIT, MAX_LIMIT),
        needs=frozenset({"near"}),
        forms=FEATURES,
        path_parameters={"tutorialId": (ID, "Tutorial id.")},
    ),
    ApiOperation(
        path="/matches",
        id="postMatches",
        method="post",
        body="MatchRequest",
        tag=_MAKE,
        summary="Match a tutorial on another site",
        description=(
            "Send a title and a URL, or crafts and equipment. Crafts and equipment"
            " are treated as required. Requirements guessed from the title do not"
            " affect the order. If the URL is a tutorial we know, you get its"
            " matches, unless you name crafts or equipment. The request is not"
            " stored and the URL is not fetched."
        ),
        schema="MatchResponse",
        forms=(GEOJSON,),
    ),
    ApiOperation(
        path="/places",
        id="getPlaces",
        tag=_MAKE,
        summary="Search towns",
        description=(
            "Returns up to ten towns whose name is or starts with `q`, best first,"
            " with coordinates for `near`. `exact` is true if `q` is the town's name"
            " and no other town is better known by it."
        ),
        schema="places",
        takes=PLACE_PARAMETERS,
        limits=(PLACES_LIMIT, PLACES_MOST),
        needs=frozenset({"q"}),
        examples=("?q=Leeds",),
    ),
    ApiOperation(
        path="/crafts",
        id="getCrafts",
        tag=_MAKE,
        summary="List crafts with translated names and OpenStreetMap tags",
        schema="crafts",
        examples=("",),
    ),
    ApiOperation(
        path="/equipment",
        id="getEquipment",
        tag=_MAKE,
        summary="List equipment types",
        schema="equipment",
        examples=("",),
    ),
    ApiOperation(
        path="/me/likes",
        id="getMyLikes",
        scope=LIKES,
        tag=_MINE,
        summary="List my liked tutorials",
        schema="tutorials",
    ),
    ApiOperation(
        path="/me/likes/venues",
        id="getMyLikesVenues",
        scope=LIKES,
        tag=_MINE,
        summary="List venues for my liked tutorials",
        schema="likedVenues",
        takes=MATCH_PARAMETERS - {"open_at"},
        limits=(MATCHES_LIMIT, MAX_LIMIT),
        needs=frozenset({"near"}),
        forms=FEATURES,
    ),
)
