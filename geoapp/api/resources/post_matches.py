"""`POST /matches`: venues for a tutorial described in the request body."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, NotRequired, Required

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link, LinkObject
from geoapp.api.http.negotiation import GEOJSON, JSON
from geoapp.api.http.resource_view import post_resource
from geoapp.api.http.search_params import (
    MATCH_PARAMETERS,
    MATCHES_LIMIT,
    parse_search_params,
    required_position,
)
from geoapp.api.resources.matches import matches_document
from geoapp.common.json_types import Id, JsonSchema, LonLat, TypedDict, component
from geoapp.common.public_url import public_url
from geoapp.crafts.choices import Audience
from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.requirements import (
    MAX_NEEDS,
    Requirements,
    requirements_from_suggestion,
    tutorial_requirements,
)
from geoapp.discovery.search.criteria import DEFAULT_RADIUS, InvalidCriteria
from geoapp.discovery.search.params import ParamParser, Problem
from geoapp.geo.values import MAX_RADIUS_M
from geoapp.tutorials.addresses import (
    MAX_URL_LENGTH,
    NotAWebAddress,
    clean_address,
)
from geoapp.tutorials.models import Tutorial

MAX_BODY = 64_000  # bytes
MAX_TITLE = 300
_MAX_TEXT = {"title": MAX_TITLE, "url": MAX_URL_LENGTH}
_EXAMPLE = {
    "title": "A bowl on the lathe",
    "url": "https://example.org/bowl",
    "near": [-0.055, 51.545],
}
_EMPTY = "Send `title` or `url`, or ids in `crafts` and `equipment`."


@component("MatchRequest", additionalProperties=False, example=_EXAMPLE)
class MatchRequest(TypedDict, total=False):
    """What a tutorial site sends: a tutorial, and where the person is."""

    title: Annotated[str, JsonSchema("Title of the tutorial.", maxLength=MAX_TITLE)]
    url: Annotated[
        str,
        JsonSchema("URL of the tutorial. It is not fetched.", maxLength=MAX_URL_LENGTH),
    ]
    crafts: Annotated[
        list[str], JsonSchema("Craft ids from /crafts.", maxItems=MAX_NEEDS)
    ]
    equipment: Annotated[
        list[str],
        JsonSchema(
            "Equipment ids from /equipment. All are required.", maxItems=MAX_NEEDS
        ),
    ]
    near: Required[
        Annotated[LonLat, JsonSchema("Required. Longitude and latitude in degrees.")]
    ]
    radius_m: Annotated[
        int,
        JsonSchema(
            "Radius in metres.",
            minimum=1,
            maximum=MAX_RADIUS_M,
            default=DEFAULT_RADIUS.metres,
        ),
    ]
    audience: Annotated[
        str, JsonSchema("Audience whose opening hours are used.", enum=Audience.values)
    ]
    open_at: Annotated[str, JsonSchema("Same as the query parameter.")]
    limit: Annotated[
        int, JsonSchema("Maximum number of results.", minimum=1, default=MATCHES_LIMIT)
    ]
    lang: Annotated[str, JsonSchema("Language of text in the response (BCP 47).")]


_MEMBERS = frozenset(MatchRequest.__annotations__)


class _Understanding(TypedDict):
    tutorial: NotRequired[Id | None]
    crafts: list[str]
    required: list[str]
    optional: list[str]
    usually_needs: list[str]
    links: NotRequired[list[LinkObject]]


@component("MatchResponse", extends="matches")
class MatchResponseMembers(TypedDict):
    """What the answer has beyond matches."""

    understood: _Understanding


@post_resource(forms=(GEOJSON,))
def matches(request: ResourceRequest) -> ResourceResponse:
    """Return the matching venues, best first, and how the request was interpreted."""
    payload = _body(request.http_request)
    language = _language(payload) or request.criteria.language
    with translation.override(language):
        criteria = parse_search_params(
            _params(payload), MATCH_PARAMETERS, at=request.at, limit=MATCHES_LIMIT
        )
        near = required_position(criteria)
        needs, tutorial = _needs(payload)
        members: MatchResponseMembers = {"understood": _understood(needs, tutorial)}
        answer = matches_document(
            needs,
            request=request,
            criteria=criteria,
            near=near,
            title=tutorial.title if tutorial else "Matches",
            more=members,
        )
    return replace(answer, language=language)


def _language(payload: Mapping[str, object]) -> str:
    """Return the body's language, parsed first so that errors can use it."""
    tag = payload.get("lang", "")
    return ParamParser({"lang": [tag]}).language("lang") if isinstance(tag, str) else ""


def _body(request: HttpRequest) -> Mapping[str, object]:
    """Return the object of the body; raises InvalidCriteria."""
    if len(request.body) > MAX_BODY:
        raise InvalidCriteria([Problem("body", (f"Must be at most {MAX_BODY} bytes."))])
    try:
        payload = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise InvalidCriteria(
            [Problem("body", f"The body is not valid JSON: {error}")]
        ) from error
    if not isinstance(payload, dict):
        raise InvalidCriteria(
            [Problem("body", ('Must be a JSON object such as {"title": "…"}.'))]
        )
    unknown = sorted(set(payload) - _MEMBERS)
    if unknown:
        members = ", ".join(sorted(_MEMBERS))
        wrong = [
            Problem(name[:64], f"Unknown member. Use: {members}.") for name in unknown
        ]
        raise InvalidCriteria(wrong)
    return payload


def _params(payload: Mapping[str, object]) -> dict[str, Sequence[str]]:
    """Return the members that are parameters elsewhere, written as those are."""
    parameters = {name: payload[name] for name in MATCH_PARAMETERS & set(payload)}
    return {name: [_parse_body(name, value)] for name, value in parameters.items()}


def _parse_body(name: str, value: object) -> str:
    if name == "near" and isinstance(value, list):
        return ",".join(repr(item) for item in value[:3])
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidCriteria([Problem(name, "Must be a string or a number.")])
    return str(value)


def _needs(payload: Mapping[str, object]) -> tuple[Requirements, Tutorial | None]:
    """Return what is named; else what the confirmed tutorial at the address needs;
    else what the title and the address suggest."""
    crafts = _ids(payload, "crafts", terms=current().crafts)
    equipment = _ids(payload, "equipment", terms=current().equipment)
    title, url = _text(payload, "title"), _text(payload, "url")
    address = _address(url)
    if crafts or equipment:
        return Requirements(crafts=crafts, required=equipment), None
    if not title and not url:
        raise InvalidCriteria([Problem("title", _EMPTY)])
    public = Tutorial.objects.confirmed().with_needs()
    if address and (tutorial := public.at_address(address).first()):
        return tutorial_requirements(tutorial), tutorial
    return requirements_from_suggestion(title=title, url=url), None


def _address(url: str) -> str:
    try:
        return clean_address(url) if url else ""
    except NotAWebAddress as error:
        raise InvalidCriteria([Problem("url", str(error))]) from error


def _ids(
    payload: Mapping[str, object], name: str, *, terms: Mapping[str, object]
) -> tuple[str, ...]:
    ids = payload.get(name, [])
    if not isinstance(ids, list) or not all(isinstance(item, str) for item in ids):
        raise InvalidCriteria([Problem(name, "Must be a list of ids.")])
    if len(ids) > MAX_NEEDS:
        raise InvalidCriteria([Problem(name, f"Must have at most {MAX_NEEDS} items.")])
    wrong = [
        Problem(name, f"There is nothing in {name} with the id {item[:64]!r}.")
        for item in ids
        if item not in terms
    ]
    if wrong:
        raise InvalidCriteria(wrong)
    return tuple(dict.fromkeys(ids))


def _text(payload: Mapping[str, object], name: str) -> str:
    text = payload.get(name, "")
    if not isinstance(text, str):
        raise InvalidCriteria([Problem(name, "Must be a string.")])
    if len(text) > _MAX_TEXT[name]:
        raise InvalidCriteria(
            [Problem(name, (f"Must be at most {_MAX_TEXT[name]} characters."))]
        )
    return text.strip()


def _understood(needs: Requirements, tutorial: Tutorial | None) -> _Understanding:
    """Return what was taken from the body; what is guessed never ranks."""
    links: list[LinkObject] = []
    if tutorial:
        url = public_url(reverse("api:tutorial", args=[tutorial.pk]))
        links.append(Link("item", url, JSON.media_type, tutorial.title).body())
    return {
        "tutorial": str(tutorial.pk) if tutorial else None,
        "crafts": list(needs.crafts),
        "required": list(needs.required),
        "optional": list(needs.optional),
        "usually_needs": list(needs.guessed),
        "links": links,
    }
