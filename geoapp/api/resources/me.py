"""Personal resources: the user's likes, and places for all of them."""

from typing import NotRequired

from django.urls import reverse

from geoapp.accounts.keys import LIKES
from geoapp.accounts.models import User
from geoapp.api.http.authentication import personal_resource
from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link
from geoapp.api.http.negotiation import GEOJSON, HTML, JSON
from geoapp.api.http.search_params import (
    MATCH_PARAMETERS,
    MATCHES_LIMIT,
    required_position,
)
from geoapp.api.resources.feature_collection import (
    DECIMETRE,
    collection_text,
    request_properties,
    with_members,
)
from geoapp.api.resources.tutorials import Tutorials, tutorial_json
from geoapp.common.json_types import Count, Id, TypedDict, component
from geoapp.common.public_url import public_url
from geoapp.discovery.matching.liked import LikedMatches, VenueForLikes, for_likes
from geoapp.tutorials.models import Tutorial

_TAKES = MATCH_PARAMETERS - {"open_at"}


class _BestVenue(TypedDict):
    id: Id
    name: str
    distance_m: float
    missing: list[str]


class _LikedTutorial(TypedDict):
    tutorial: Id
    title: str
    numberMatched: Count
    best: list[_BestVenue]


@component("likedVenues", extends="venues")
class LikedMembers(TypedDict):
    """The members besides the venues for all likes."""

    numberMatched: NotRequired[Count]
    liked: list[_LikedTutorial]


@personal_resource(scope=LIKES, forms=(JSON, HTML))
def likes(request: ResourceRequest, *, user: User) -> ResourceResponse:
    """Return the tutorials that the user liked, newest first."""
    liked = [tutorial_json(tutorial) for tutorial in _liked(user)]
    venues = public_url(reverse("api:my_venues"))
    links = [*request.links, Link("venues", venues, GEOJSON.media_type)]
    body: Tutorials = {
        "tutorials": liked,
        "numberReturned": len(liked),
        "links": [link.body() for link in links],
    }
    return ResourceResponse(title="My likes", body=body)


@personal_resource(
    scope=LIKES, takes=_TAKES, forms=(GEOJSON, HTML), limit=MATCHES_LIMIT
)
def my_venues(request: ResourceRequest, *, user: User) -> ResourceResponse:
    """Return the nearby venues that serve the most of the user's liked tutorials.

    `properties.tutorials` names those that a venue serves completely; the member
    `liked` has the best venues for each tutorial, incomplete ones included.
    """
    criteria, near = request.criteria, required_position(request.criteria)
    seen = for_likes(
        _liked(user),
        near=near,
        within=criteria.radius,
        at=request.at,
        audience=criteria.audience,
    )
    places = seen.places[: criteria.limit]
    members: LikedMembers = {
        "numberMatched": len(seen.places),
        "liked": [_best(like) for like in seen.liked],
    }
    body = collection_text(
        ",".join(map(_place_text, places)).encode(),
        count=len(places),
        links=request.links,
        at=request.at,
        more=members,
    )
    return ResourceResponse(title="Venues for my likes", body=body)


def _liked(user: User) -> list[Tutorial]:
    return list(Tutorial.objects.visible_to(user).liked_by(user).with_needs())


def _place_text(place: VenueForLikes) -> str:
    properties = {
        **request_properties(place.venue, distance_m=place.distance_m),
        "tutorials": [str(tutorial.pk) for tutorial in place.tutorials],
    }
    return with_members(place.venue.feature, properties)


def _best(liked: LikedMatches) -> _LikedTutorial:
    return {
        "tutorial": str(liked.tutorial.pk),
        "title": liked.tutorial.title,
        "numberMatched": len(liked.matches.items),
        "best": [
            {
                "id": str(match.venue.pk),
                "name": match.venue.name,
                "distance_m": round(match.distance_m, DECIMETRE),
                "missing": list(match.fit.missing),
            }
            for match in liked.best
        ],
    }
