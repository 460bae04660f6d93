"""Tutorials: search by text and craft, a single one, and its matching venues."""

from typing import Annotated, NotRequired
from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link, LinkObject
from geoapp.api.http.negotiation import GEOJSON, HTML, JSON
from geoapp.api.http.resource_view import resource
from geoapp.api.http.search_params import (
    MATCH_PARAMETERS,
    MATCHES_LIMIT,
    TUTORIAL_PARAMETERS,
    required_position,
)
from geoapp.api.resources.feature_collection import canonical_params
from geoapp.api.resources.matches import matches_document
from geoapp.common.json_types import Count, Id, JsonSchema, TypedDict, Url, component
from geoapp.common.public_url import public_url
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.discovery.tutorial_pages import tutorial_page
from geoapp.tutorials.models import Tutorial


@component("tutorial")
class TutorialObject(TypedDict):
    """A tutorial and what it takes."""

    id: Id
    slug: str
    title: str
    url: Url
    site: NotRequired[str]
    language: NotRequired[str]
    crafts: list[str]
    required: list[str]
    optional: list[str]
    usually_needs: Annotated[
        list[str], JsonSchema("Guessed. Does not affect the order.")
    ]
    links: list[LinkObject]


@component("tutorials")
class Tutorials(TypedDict):
    """A page of tutorials."""

    tutorials: list[TutorialObject]
    links: list[LinkObject]
    numberReturned: Count


@resource(takes=TUTORIAL_PARAMETERS)
def tutorials(request: ResourceRequest) -> ResourceResponse:
    """Return one page of tutorials."""
    criteria = request.criteria
    page = tutorial_page(
        q=criteria.q,
        crafts=criteria.crafts,
        limit=criteria.limit,
        cursor=criteria.cursor,
    )
    more = _next(request, page.next_cursor)
    body: Tutorials = {
        "tutorials": [tutorial_json(tutorial) for tutorial in page.tutorials],
        "links": [link.body() for link in (*request.links, *more)],
        "numberReturned": len(page.tutorials),
    }
    return ResourceResponse(title="Tutorials", body=body, links=more)


@resource()
def tutorial(request: ResourceRequest, tutorial_id: UUID) -> ResourceResponse:
    """Return one tutorial and what it takes."""
    row = _tutorial_or_404(tutorial_id)
    body = tutorial_json(row)
    body["links"] = [link.body() for link in request.links] + body["links"]
    return ResourceResponse(title=row.title, body=body)


@resource(
    takes=MATCH_PARAMETERS,
    forms=(GEOJSON, HTML),
    limit=MATCHES_LIMIT,
    by_the_minute=True,
)
def tutorial_venues(request: ResourceRequest, tutorial_id: UUID) -> ResourceResponse:
    """Return the venues that match one tutorial, with reasons, gaps and the plan."""
    row = _tutorial_or_404(tutorial_id)
    criteria, near = request.criteria, required_position(request.criteria)
    return matches_document(
        tutorial_requirements(row),
        request=request,
        criteria=criteria,
        near=near,
        title=row.title,
    )


def tutorial_json(tutorial: Tutorial) -> TutorialObject:
    """Return a tutorial: what it needs by strength, and where its matches are."""
    needs = tutorial_requirements(tutorial)
    url = public_url(reverse("api:tutorial", args=[tutorial.pk]))
    venues = public_url(reverse("api:tutorial_venues", args=[tutorial.pk]))
    page = public_url(tutorial.get_absolute_url())
    links = (
        Link("item", url, JSON.media_type),
        Link("venues", venues, GEOJSON.media_type, "Matching venues"),
        Link("alternate", page, HTML.media_type, "Tutorial page (HTML)"),
    )
    return {
        "id": str(tutorial.pk),
        "slug": tutorial.slug,
        "title": tutorial.title,
        "url": tutorial.url,
        "site": tutorial.site,
        "language": tutorial.language,
        "crafts": list(needs.crafts),
        "required": list(needs.required),
        "optional": list(needs.optional),
        "usually_needs": list(needs.guessed),
        "links": [link.body() for link in links],
    }


def _tutorial_or_404(tutorial_id: UUID) -> Tutorial:
    return get_object_or_404(Tutorial.objects.confirmed().with_needs(), pk=tutorial_id)


def _next(request: ResourceRequest, cursor: str) -> list[Link]:
    if not cursor:
        return []
    criteria = request.criteria
    params = [("q", criteria.q), *(("craft", craft) for craft in criteria.crafts)]
    params += [("limit", str(criteria.limit)), ("cursor", cursor)]
    params += canonical_params(request.http_request)
    query = urlencode([(name, value) for name, value in params if value])
    href = f"{public_url(request.http_request.path)}?{query}"
    return [Link("next", href, request.form.media_type)]
