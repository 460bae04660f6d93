"""What one likes and where to make it: tutorials, matches, places, the vocabulary."""

from geoapp.accounts.keys import LIKES
from geoapp.api.http.negotiation import GEOJSON
from geoapp.api.http.search_params import (
    MATCHES,
    MATCHES_LIMIT,
    PLACES,
    PLACES_LIMIT,
    PLACES_MOST,
    TUTORIALS,
)
from geoapp.api.openapi.operation import FEATURES, ApiOperation
from geoapp.api.openapi.schema_parts import ID
from geoapp.discovery.search.criteria import MAX_LIMIT

_MAKE = "What one likes, and where to make it"
_MINE = "What is mine"

TUTORIAL_PATHS = (
    ApiOperation(
        path="/tutorials",
        id="getTutorials",
        tag=_MAKE,
        summary="Tutorials by words and craft",
        schema="tutorials",
        takes=TUTORIALS,
        examples=("?q=bowl&limit=5",),
    ),
    ApiOperation(
        path="/tutorials/{tutorialId}",
        id="getTutorial",
        tag=_MAKE,
        summary="One tutorial and what it takes",
        schema="tutorial",
        path_parameters={"tutorialId": (ID, "The id of a tutorial.")},
    ),
    ApiOperation(
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
        limits=(MATCHES_LIMIT, MAX_LIMIT),
        needs=frozenset({"near"}),
        forms=FEATURES,
        path_parameters={"tutorialId": (ID, "The id of a tutorial.")},
    ),
    ApiOperation(
        path="/matches",
        id="postMatches",
        method="post",
        body="wish",
        tag=_MAKE,
        summary="Where something can be made that another site shows",
        description=(
            "Send a title and an address, and what they suggest is matched (guesses"
            " never rank); or crafts and equipment, which are then required. An"
            " address of a tutorial that is known here gives that tutorial's matches,"
            " unless crafts or equipment are named. Nothing is stored, and nothing is"
            " fetched from the address."
        ),
        schema="wishMatches",
        forms=(GEOJSON,),
    ),
    ApiOperation(
        path="/places",
        id="getPlaces",
        tag=_MAKE,
        summary="Towns by name, with the position that `near` asks for",
        description=(
            "The towns that `q` names or begins, best first, at most ten. `exact`"
            " says that the text is the town's name, or one by which it is better"
            " known than every other town of that name."
        ),
        schema="places",
        takes=PLACES,
        limits=(PLACES_LIMIT, PLACES_MOST),
        needs=frozenset({"q"}),
        examples=("?q=Leeds",),
    ),
    ApiOperation(
        path="/crafts",
        id="getCrafts",
        tag=_MAKE,
        summary="The crafts, with names per language and OpenStreetMap's tags",
        schema="crafts",
        examples=("",),
    ),
    ApiOperation(
        path="/equipment",
        id="getEquipment",
        tag=_MAKE,
        summary="The types of equipment",
        schema="equipment",
        examples=("",),
    ),
    ApiOperation(
        path="/me/likes",
        id="getMyLikes",
        scope=LIKES,
        tag=_MINE,
        summary="The tutorials that I liked",
        schema="tutorials",
    ),
    ApiOperation(
        path="/me/likes/venues",
        id="getMyLikesVenues",
        scope=LIKES,
        tag=_MINE,
        summary="The places near where most of what I liked can be made",
        schema="likedVenues",
        takes=MATCHES - {"open_at"},
        limits=(MATCHES_LIMIT, MAX_LIMIT),
        needs=frozenset({"near"}),
        forms=FEATURES,
    ),
)
