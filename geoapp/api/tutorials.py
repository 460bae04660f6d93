"""Tutorials: by words and craft, one of them, and where it can be made."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from geoapp.api.answer import Answer, Asked
from geoapp.api.criteria import (
    MATCHES,
    MATCHES_LIMIT,
    TUTORIALS,
    required_position,
)
from geoapp.api.features import kept_params
from geoapp.api.links import Link, public_link
from geoapp.api.matches import matched
from geoapp.api.media import GEOJSON, HTML, JSON
from geoapp.api.resource import resource
from geoapp.discovery.needs import needs_of
from geoapp.discovery.tutorial_pages import tutorial_page
from geoapp.tutorials.models import Tutorial


@resource(takes=TUTORIALS)
def tutorials(asked: Asked) -> Answer:
    """Answer one page of tutorials."""
    said = asked.criteria
    page = tutorial_page(
        q=said.written, crafts=said.crafts, limit=said.limit, cursor=said.cursor
    )
    more = _next(asked, page.next_cursor)
    return Answer(
        title="Tutorials",
        body={
            "tutorials": [tutorial_json(tutorial) for tutorial in page.tutorials],
            "links": [link.body() for link in (*asked.links, *more)],
            "numberReturned": len(page.tutorials),
        },
        links=more,
    )


@resource()
def tutorial(asked: Asked, tutorial_id: UUID) -> Answer:
    """Answer one tutorial and what it takes."""
    found = _found(tutorial_id)
    body = tutorial_json(found)
    body["links"] = [link.body() for link in asked.links] + body["links"]
    return Answer(title=found.title, body=body)


@resource(
    takes=MATCHES,
    forms=(GEOJSON, HTML),
    limit=MATCHES_LIMIT,
    by_the_minute=True,
)
def tutorial_venues(asked: Asked, tutorial_id: UUID) -> Answer:
    """Answer the venues that match one tutorial, with reasons, gaps and the plan."""
    found = _found(tutorial_id)
    criteria, near = asked.criteria, required_position(asked.criteria)
    return matched(
        needs_of(found), asked=asked, criteria=criteria, near=near, title=found.title
    )


def tutorial_json(tutorial: Tutorial) -> dict[str, Any]:
    """Return a tutorial: what it needs by strength, and where its matches are."""
    needs = needs_of(tutorial)
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


def _found(tutorial_id: UUID) -> Tutorial:
    return get_object_or_404(Tutorial.objects.confirmed().with_needs(), pk=tutorial_id)


def _next(asked: Asked, cursor: str) -> list[Link]:
    if not cursor:
        return []
    said = asked.criteria
    params = [("q", said.written), *(("craft", craft) for craft in said.crafts)]
    params += [("limit", str(said.limit)), ("cursor", cursor)]
    params += kept_params(asked.request)
    query = urlencode([(name, value) for name, value in params if value])
    href = f"{public_link(asked.request.path)}?{query}"
    return [Link("next", href, asked.form.media_type)]
