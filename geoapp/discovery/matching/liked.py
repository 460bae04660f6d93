"""Places for liked tutorials: the best for each, and those that serve most of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from geoapp.crafts.choices import Audience
from geoapp.discovery.matching.fit import Visitor
from geoapp.discovery.matching.matches import Match, Matches, matches_for_each
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.geo.values import Position, Radius
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.models import Tutorial

if TYPE_CHECKING:
    from uuid import UUID

BEST = 3


@dataclass(frozen=True, slots=True)
class LikedMatches:
    """A liked tutorial and where it can be made."""

    tutorial: Tutorial
    matches: Matches

    @property
    def best(self) -> tuple[Match, ...]:
        """Return the three best places."""
        return self.matches.items[:BEST]


@dataclass(frozen=True, slots=True)
class VenueForLikes:
    """A venue, and the liked tutorials that can be completed there."""

    venue: PublishedVenue
    distance_m: float
    tutorials: tuple[Tutorial, ...]


@dataclass(frozen=True, slots=True)
class LikesView:
    """Everything that the page of likes shows."""

    liked: tuple[LikedMatches, ...]
    places: tuple[VenueForLikes, ...]


def for_likes(
    tutorials: Iterable[Tutorial],
    *,
    near: Position,
    within: Radius,
    at: datetime,
    audience: str = Audience.PUBLIC.value,
) -> LikesView:
    """Return the matches for every liked tutorial, and the best venues for all of them."""
    liked_tutorials = list(tutorials)
    results = matches_for_each(
        [tutorial_requirements(tutorial) for tutorial in liked_tutorials],
        near=near,
        within=within,
        at=at,
        visitor=Visitor(audience=audience),
        moment=at,
    )
    liked = tuple(map(LikedMatches, liked_tutorials, results))
    return LikesView(liked, _venues_for_most_likes(liked))


def _venues_for_most_likes(liked: Iterable[LikedMatches]) -> tuple[VenueForLikes, ...]:
    served: dict[UUID, tuple[Match, list[Tutorial]]] = {}
    for like in liked:
        for match in like.matches.items:
            if match.is_complete:
                served.setdefault(match.venue.pk, (match, []))[1].append(like.tutorial)
    order = sorted(
        served, key=lambda pk: (-len(served[pk][1]), served[pk][0].distance_m, str(pk))
    )
    return tuple(
        VenueForLikes(
            served[pk][0].venue, served[pk][0].distance_m, tuple(served[pk][1])
        )
        for pk in order
    )
