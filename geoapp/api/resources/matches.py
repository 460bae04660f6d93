"""Matches as JSON: features, best first, with reasons, gaps and the plan."""

from collections.abc import Iterable, Mapping
from typing import Annotated, NotRequired

from django.utils import translation

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import venue_url
from geoapp.api.resources.feature_collection import (
    DECIMETRE,
    FeatureCollectionMembers,
    collection_text,
    request_properties,
    with_members,
)
from geoapp.common.json_types import Count, Id, JsonSchema, TypedDict, Url, component
from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.matches import Match, Matches, matches_for
from geoapp.discovery.matching.reasons import Reason
from geoapp.discovery.matching.requirements import Requirements
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.geo.values import Position


@component("reason")
class ReasonObject(TypedDict):
    """Why a venue fits or what it lacks: a code for programs, words for people."""

    code: str
    subject: NotRequired[str | None]
    words: str
    inferred: bool


class _Fit(TypedDict):
    missing: list[str]
    reasons: list[ReasonObject]
    gaps: list[ReasonObject]


class MatchProperties(_Fit):
    """The properties of a match beyond those of a venue in a list.

    Distance and state are optional in lists; a match always has both.
    """

    distance_m: float
    open_state: str


@component("match", extends="venue")
class MatchFeature(TypedDict):
    """What the feature of a match has beyond that of a venue."""

    properties: MatchProperties


class _PlanStop(TypedDict):
    id: Id
    name: str
    url: Url
    brings: list[str]
    brings_words: Annotated[
        list[str], JsonSchema("Names of the same machines, in `lang`.")
    ]
    distance_m: float


@component("plan", nullable=True)
class PlanObject(TypedDict):
    """The fewest venues that have all required machines between them."""

    way_m: float
    stops: list[_PlanStop]


class _WiderRadius(TypedDict):
    radius_m: Count
    count: Count


class MatchesMembers(TypedDict):
    """The members of a collection of matches besides its features."""

    numberMatched: Count
    plan: NotRequired[PlanObject | None]
    plan_too_large: NotRequired[bool]
    wider: NotRequired[_WiderRadius | None]
    sellers: NotRequired[list[Id]]


@component("matches")
class MatchCollection(FeatureCollectionMembers, MatchesMembers):
    """Matches, best first."""

    features: list[MatchFeature]


def matches_document(
    needs: Requirements,
    *,
    request: ResourceRequest,
    criteria: SearchCriteria,
    near: Position,
    title: str,
    more: Mapping[str, object] | None = None,
) -> ResourceResponse:
    """Return the matching venues, best first (order: docs/architecture.md).

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
    items = matches.items[: criteria.limit]
    body = collection_text(
        ",".join(map(_match_text, items)).encode(),
        count=len(items),
        links=request.links,
        at=request.at,
        more={**_members(matches), **(more or {})},
    )
    return ResourceResponse(title=title, body=body)


def _members(matches: Matches) -> MatchesMembers:
    wider = matches.wider
    return {
        "numberMatched": len(matches.items),
        "plan": _plan(matches),
        "plan_too_large": matches.plan_too_large,
        "wider": {"radius_m": wider.radius.metres, "count": wider.count}
        if wider
        else None,
        "sellers": [str(m.venue.pk) for m in matches.sellers],
    }


def _match_text(match: Match) -> str:
    fit: _Fit = {
        "missing": list(match.fit.missing),
        "reasons": _reasons(match.reasons),
        "gaps": _reasons(match.gaps),
    }
    venue = request_properties(
        match.venue, distance_m=match.distance_m, opening=match.opening
    )
    return with_members(match.venue.feature, {**venue, **fit})


def _reasons(reasons: Iterable[Reason]) -> list[ReasonObject]:
    return [
        {"code": r.code, "subject": r.subject, "words": r.label, "inferred": r.inferred}
        for r in reasons
    ]


def _plan(matches: Matches) -> PlanObject | None:
    if matches.plan is None:
        return None
    return {
        "way_m": round(matches.plan.way_m, DECIMETRE),
        "stops": [
            {
                "id": str(stop.match.venue.pk),
                "name": stop.match.venue.name,
                "url": venue_url(stop.match.venue.slug),
                "brings": list(stop.equipment),
                "brings_words": [_machine(equipment) for equipment in stop.equipment],
                "distance_m": round(stop.match.distance_m, DECIMETRE),
            }
            for stop in matches.plan.stops
        ],
    }


def _machine(equipment: str) -> str:
    language = (translation.get_language() or "en").split("-")[0]
    return current().label(equipment, of="equipment", language=language)
