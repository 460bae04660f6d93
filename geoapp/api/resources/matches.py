"""Matches on the wire: features best first, with reasons, gaps and the plan."""

from collections.abc import Iterable

from django.utils import translation

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import venue_url
from geoapp.api.resources.feature_collection import (
    DECIMETRE,
    collection_text,
    opening_members,
    with_members,
)
from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.matches import Match, Matches, matches_for
from geoapp.discovery.matching.reasons import Reason
from geoapp.discovery.matching.requirements import Requirements
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.geo.values import Position


def matches_document(
    needs: Requirements,
    *,
    request: ResourceRequest,
    criteria: SearchCriteria,
    near: Position,
    title: str,
    more: dict[str, object] | None = None,
) -> ResourceResponse:
    """Answer where something can be made, best first (the order: docs/architecture.md).

    `more` are members beside the features.
    """
    matches = matches_for(
        needs,
        near=near,
        within=criteria.radius,
        at=request.at,
        audience=criteria.audience,
        open_at=criteria.open_at,
    )
    shown = matches.items[: criteria.limit]
    body = collection_text(
        ",".join(map(_match_text, shown)).encode(),
        count=len(shown),
        links=request.links,
        at=request.at,
        more={**_members(matches), **(more or {})},
    )
    return ResourceResponse(title=title, body=body)


def _members(matches: Matches) -> dict[str, object]:
    wider = matches.wider
    return {
        "numberMatched": len(matches.items),
        "plan": _plan(matches),
        "plan_too_large": matches.plan_too_large,
        "wider": wider and {"radius_m": wider.radius.metres, "count": wider.count},
        "sellers": [str(m.venue.pk) for m in matches.sellers],
    }


def _match_text(match: Match) -> str:
    members = {
        "url": venue_url(match.venue.slug),
        "distance_m": round(match.distance_m, DECIMETRE),
        **opening_members(match.opening),
        "missing": list(match.fit.missing),
        "reasons": _reasons(match.reasons),
        "gaps": _reasons(match.gaps),
    }
    return with_members(match.venue.feature, members)


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [
        {"code": r.code, "subject": r.subject, "words": r.words, "inferred": r.inferred}
        for r in reasons
    ]


def _plan(matches: Matches) -> dict[str, object] | None:
    if matches.plan is None:
        return None
    return {
        "way_m": round(matches.plan.way_m, DECIMETRE),
        "stops": [
            {
                "id": str(stop.match.venue.pk),
                "name": stop.match.venue.name,
                "url": venue_url(stop.match.venue.slug),
                "brings": list(stop.brings),
                "brings_words": [_machine(equipment) for equipment in stop.brings],
                "distance_m": round(stop.match.distance_m, DECIMETRE),
            }
            for stop in matches.plan.stops
        ],
    }


def _machine(equipment: str) -> str:
    language = (translation.get_language() or "en").split("-")[0]
    return current().label(equipment, of="equipment", language=language)
