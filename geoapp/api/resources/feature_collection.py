"""Wire shapes: finished feature texts with the members of a request added."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest

from geoapp.api.http.exchange import compact, moment_text
from geoapp.api.http.links import Link, venue_url
from geoapp.discovery.hours.open_state import OpenState
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.feature_pages import FeaturePage
from geoapp.discovery.search.results import SearchHit, search
from geoapp.publishing.feature import END

DECIMETRE = 1


def canonical_params(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the parameters of how to answer, which every page of a list keeps."""
    pairs = ((name, request.GET.get(name, "").strip()) for name in ("lang", "f"))
    return [(name, value) for name, value in pairs if value]


def search_features(
    criteria: SearchCriteria, *, at: datetime
) -> tuple[FeaturePage, SearchCriteria]:
    """Return a page of the whole search, and the criteria for its next link."""
    result = search(criteria, at=at)
    features = ",".join(_hit_text(hit, result.criteria) for hit in result.hits)
    page = FeaturePage(features.encode(), len(result.hits), result.next_cursor)
    return page, result.query.as_params


def _hit_text(hit: SearchHit, criteria: SearchCriteria) -> str:
    members: dict[str, object] = {"url": venue_url(hit.venue.slug)}
    if hit.distance_m is not None:
        members["distance_m"] = round(hit.distance_m, DECIMETRE)
    if criteria.visit is not None:
        members |= opening_members(hit.opening)
    return with_members(hit.venue.feature, members)


def opening_members(opening: OpenState) -> dict[str, object]:
    """Return what a feature says of the time that was asked for."""
    return {
        "open_state": opening.state,
        "next_open": opening.next_open and opening.next_open.isoformat(),
    }


def with_members(feature: str, members: dict[str, object]) -> str:
    """Append members to the properties of a cut feature, and close it."""
    return f"{feature},{compact(members)[1:-1]}{END}"


def collection_text(
    features: bytes,
    *,
    count: int,
    links: Sequence[Link],
    at: datetime,
    more: dict[str, object] | None = None,
) -> bytes:
    """Return a FeatureCollection around features joined by commas (RFC 7946).

    `more` are foreign members (section 6.1), before the features.
    """
    head = {
        "type": "FeatureCollection",
        "timeStamp": moment_text(at),
        "numberReturned": count,
        "links": [link.body() for link in links],
        **(more or {}),
    }
    return b'%b,"features":[%b]}' % (compact(head)[:-1].encode(), features)
