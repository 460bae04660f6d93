"""Tutorials: by words and craft, one of them, and where it can be made."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link, public_link
from geoapp.api.http.negotiation import GEOJSON, HTML, JSON
from geoapp.api.http.resource_view import resource
from geoapp.api.http.search_params import (
    MATCHES,
    MATCHES_LIMIT,
    TUTORIALS,
    required_position,
)
from geoapp.api.resources.feature_collection import canonical_params
from geoapp.api.resources.matches import matches_document
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.discovery.tutorial_pages import tutorial_page
from geoapp.tutorials.models import Tutorial


@resource(takes=TUTORIALS)
def tutorials(asked: ResourceRequest) -> ResourceResponse:
    """Return one page of tutorials."""
    said = asked.criteria
    page = tutorial_page(
        q=said.q, crafts=said.crafts, limit=said.limit, cursor=said.cursor
    )
    more = _next(asked, page.next_cursor)
    return ResourceResponse(
        title="Tutorials",
        body={
            "tutorials": [tutorial_json(tutorial) for tutorial in page.tutorials],
            "links": [link.body() for link in (*asked.links, *more)],
            "numberReturned": len(page.tutorials),
        },
        links=more,
    )


@resource()
def tutorial(asked: ResourceRequest, tutorial_id: UUID) -> ResourceResponse:
    """Return one tutorial and what it takes."""
    found = _tutorial_or_404(tutorial_id)
    body = tutorial_json(found)
    body["links"] = [link.body() for link in asked.links] + body["links"]
    return ResourceResponse(title=found.title, body=body)


@resource(
    takes=MATCHES,
    forms=(GEOJSON, HTML),
    limit=MATCHES_LIMIT,
    by_the_minute=True,
)
def tutorial_venues(asked: ResourceRequest, tutorial_id: UUID) -> ResourceResponse:
    """Return the venues that match one tutorial, with reasons, gaps and the plan."""
    found = _tutorial_or_404(tutorial_id)
    criteria, near = asked.criteria, required_position(asked.criteria)
    return matches_document(
        tutorial_requirements(found),
        asked=asked,
        criteria=criteria,
        near=near,
        title=found.title,
    )


def tutorial_json(tutorial: Tutorial) -> dict[str, Any]:
    """Return a tutorial: what it needs by strength, and where its matches are."""
    needs = tutorial_requirements(tutorial)
    here = public_link(reverse("api:tutorial", args=[tutorial.pk]))
    venues = public_link(reverse("api:tutorial_venues", args=[tutorial.pk]))
    page = public_link(tutorial.get_absolute_url())
    links = (
        Link("item", here, JSON.media_type),
        Link("venues", venues, GEOJSON.media_type, "Where it can be made"),
        Link("alternate", page, HTML.media_type, "The tutorial's page"),
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


def _next(asked: ResourceRequest, cursor: str) -> list[Link]:
    if not cursor:
        return []
    said = asked.criteria
    params = [("q", said.q), *(("craft", craft) for craft in said.crafts)]
    params += [("limit", str(said.limit)), ("cursor", cursor)]
    params += canonical_params(asked.request)
    query = urlencode([(name, value) for name, value in params if value])
    href = f"{public_link(asked.request.path)}?{query}"
    return [Link("next", href, asked.form.media_type)]
