"""Wire shapes: finished feature texts joined, with the members of a request added."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.matches import Match, Matches
from geoapp.discovery.openings import OpenState
from geoapp.discovery.reasons import Reason
from geoapp.discovery.search import Hit, SearchResult
from geoapp.publishing.feature import END
from geoapp.publishing.models import PublishedVenue

GEOJSON = "application/geo+json"
_DECIMETRE = 1


def public_link(path: str) -> str:
    """Return the absolute address of a path; never from the request's Host header."""
    return f"{settings.PUBLIC_BASE_URL}{path}"


def kept_params(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the parameters of how to answer, which every page of a list keeps."""
    said = ((name, request.GET.get(name, "").strip()) for name in ("lang", "f"))
    return [(name, value) for name, value in said if value]


def venue_url(venue: PublishedVenue) -> str:
    """Return the absolute address of a venue's page."""
    return public_link(venue.get_absolute_url())


def venue_collection(
    result: SearchResult,
    criteria: SearchCriteria,
    *,
    request: HttpRequest,
    at: datetime,
) -> str:
    """Return a search's page as the text of a FeatureCollection."""
    features = [_hit_text(hit, result.criteria) for hit in result.hits]
    links = [_link("self", request.get_full_path())]
    if result.next_cursor:
        asked = criteria.dated_like(result.criteria)
        params = [*asked.params(), ("limit", str(criteria.limit))]
        params += [("cursor", result.next_cursor), *kept_params(request)]
        query = urlencode(params)
        links.append(_link("next", f"{request.path}?{query}"))
    return _collection(features, links, at=at)


def _hit_text(hit: Hit, criteria: SearchCriteria) -> str:
    members: dict[str, Any] = {"url": venue_url(hit.venue)}
    if hit.distance_m is not None:
        members["distance_m"] = round(hit.distance_m, _DECIMETRE)
    if criteria.open_at is not None:
        members |= _opening(hit.opening)
    return _with(hit.venue.feature, members)


def match_collection(
    matches: Matches, criteria: SearchCriteria, *, request: HttpRequest, at: datetime
) -> str:
    """Return matches, best first, with the plan beside them (RFC 7946, 6.1)."""
    features = [_match_text(m) for m in matches.items[: criteria.limit]]
    links = [_link("self", request.get_full_path())]
    more = {
        "numberMatched": len(matches.items),
        "plan": _plan(matches),
        "plan_too_large": matches.plan_too_large,
        "wider": matches.wider
        and {
            "radius_m": matches.wider.radius.metres,
            "count": matches.wider.count,
        },
        "sellers": [str(m.venue.pk) for m in matches.sellers],
    }
    return _collection(features, links, at=at, more=more)


def _match_text(match: Match) -> str:
    members = {
        "url": venue_url(match.venue),
        "distance_m": round(match.distance_m, _DECIMETRE),
        **_opening(match.opening),
        "missing": list(match.fit.missing),
        "reasons": _reasons(match.reasons),
        "gaps": _reasons(match.gaps),
    }
    return _with(match.venue.feature, members)


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [
        {"code": r.code, "subject": r.subject, "words": r.words, "inferred": r.inferred}
        for r in reasons
    ]


def _plan(matches: Matches) -> dict[str, Any] | None:
    if matches.plan is None:
        return None
    return {
        "way_m": round(matches.plan.way_m, _DECIMETRE),
        "stops": [
            {
                "id": str(stop.match.venue.pk),
                "name": stop.match.venue.name,
                "brings": list(stop.brings),
                "distance_m": round(stop.match.distance_m, _DECIMETRE),
            }
            for stop in matches.plan.stops
        ],
    }


def _opening(opening: OpenState) -> dict[str, Any]:
    return {
        "open_state": opening.state,
        "next_open": opening.next_open and opening.next_open.isoformat(),
    }


def _with(feature: str, members: dict[str, Any]) -> str:
    """Append members to the properties of a cut feature, and close it."""
    return f"{feature},{_json(members)[1:-1]}{END}"


def _collection(
    features: Sequence[str],
    links: Sequence[dict[str, str]],
    *,
    at: datetime,
    more: dict[str, Any] | None = None,
) -> str:
    head = {
        "type": "FeatureCollection",
        "timeStamp": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "numberReturned": len(features),
        "links": list(links),
        **(more or {}),
    }
    return f'{_json(head)[:-1]},"features":[{",".join(features)}]}}'


def _link(rel: str, path: str) -> dict[str, str]:
    return {"rel": rel, "type": GEOJSON, "href": public_link(path)}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
