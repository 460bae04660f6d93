"""Feature collections: finished feature texts with the members of a request added."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, NotRequired

from django.http import HttpRequest

from geoapp.api.http.exchange import compact, moment_text
from geoapp.api.http.links import Link, LinkObject, venue_url
from geoapp.api.resources.venue_feature import RequestProperties, VenueFeature
from geoapp.common.json_types import Count, JsonSchema, Moment, TypedDict, component
from geoapp.discovery.hours.open_state import OpenState
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.feature_pages import FeaturePage
from geoapp.discovery.search.resolved_query import ResolvedQuery
from geoapp.discovery.search.results import SearchHit, search
from geoapp.discovery.search.understood import understood
from geoapp.publishing.feature import END
from geoapp.publishing.models import PublishedVenue

DECIMETRE = 1


class FeatureCollectionMembers(TypedDict):
    """The members of every FeatureCollection except its features."""

    type: Literal["FeatureCollection"]
    timeStamp: NotRequired[Moment]
    numberReturned: NotRequired[Count]
    links: NotRequired[list[LinkObject]]


class UnderstoodText(TypedDict):
    """What the text was understood as: parameters apart from those that were given."""

    params: dict[str, list[str]]
    place: Annotated[str, JsonSchema("The place that it names; empty if none.")]
    left_out: Annotated[list[str], JsonSchema("Words that were not understood.")]
    corrected: Annotated[
        dict[str, str], JsonSchema("Misspelt names, and what was meant.")
    ]


@component("venues")
class VenueCollection(FeatureCollectionMembers):
    """A page of venues."""

    understood: NotRequired[UnderstoodText]
    features: list[VenueFeature]


def canonical_params(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the parameters of format and language, which every page of a list keeps."""
    pairs = ((name, request.GET.get(name, "").strip()) for name in ("lang", "f"))
    return [(name, value) for name, value in pairs if value]


def search_features(
    criteria: SearchCriteria, *, at: datetime
) -> tuple[FeaturePage, ResolvedQuery]:
    """Return a page of the search, and its resolved query."""
    result = search(criteria, at=at)
    features = ",".join(_hit_text(hit, result.criteria) for hit in result.hits)
    page = FeaturePage(features.encode(), len(result.hits), result.next_cursor)
    return page, result.query


def understood_text(query: ResolvedQuery, given: SearchCriteria) -> UnderstoodText:
    """Return what the text of a search was understood as."""
    meaning = understood(query, given.params())
    params: dict[str, list[str]] = {}
    for name, value in meaning.params:
        params.setdefault(name, []).append(value)
    return {
        "params": params,
        "place": meaning.place,
        "left_out": list(meaning.left_out),
        "corrected": dict(meaning.corrected),
    }


def _hit_text(hit: SearchHit, criteria: SearchCriteria) -> str:
    opening = hit.opening if criteria.visit is not None else None
    properties = request_properties(
        hit.venue, distance_m=hit.distance_m, opening=opening
    )
    return with_members(hit.venue.feature, properties)


def request_properties(
    venue: PublishedVenue,
    *,
    distance_m: float | None = None,
    opening: OpenState | None = None,
) -> RequestProperties:
    """Return the properties that depend on the request's position and time."""
    properties: RequestProperties = {"url": venue_url(venue.slug)}
    if distance_m is not None:
        properties["distance_m"] = round(distance_m, DECIMETRE)
    if opening is not None:
        following = opening.next_open
        properties["open_state"] = opening.state
        properties["next_open"] = following.isoformat() if following else None
    return properties


def with_members(feature: str, members: Mapping[str, object]) -> str:
    """Append members to the properties of a cut feature, and close it."""
    return f"{feature},{compact(members)[1:-1]}{END}"


def collection_text(
    features: bytes,
    *,
    count: int,
    links: Sequence[Link],
    at: datetime,
    more: Mapping[str, object] | None = None,
) -> bytes:
    """Return a FeatureCollection around features joined by commas (RFC 7946).

    `more` are foreign members (section 6.1), before the features.
    """
    members: FeatureCollectionMembers = {
        "type": "FeatureCollection",
        "timeStamp": moment_text(at),
        "numberReturned": count,
        "links": [link.body() for link in links],
    }
    head = compact({**members, **(more or {})})[:-1]
    return b'%b,"features":[%b]}' % (head.encode(), features)
