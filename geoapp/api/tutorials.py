"""Tutorials: by words and craft, one of them, and where it can be made."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.db.models import Q
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
from geoapp.discovery.cursors import InvalidCursor
from geoapp.discovery.needs import needs_of
from geoapp.discovery.tutorial_search import search_tutorials
from geoapp.tutorials.models import Tutorial

_SALT = "makerloom.tutorials"


@resource(takes=TUTORIALS)
def tutorials(asked: Asked) -> Answer:
    """Answer one page of tutorials."""
    said = _asked(asked)
    found = search_tutorials(q=said.q, crafts=said.crafts).tutorials
    rows = list(found.filter(said.after())[: said.limit + 1])
    shown = rows[: said.limit]
    more = _next(asked, said, shown[-1]) if len(rows) > len(shown) else []
    return Answer(
        title="Tutorials",
        body={
            "tutorials": [tutorial_json(tutorial) for tutorial in shown],
            "links": [link.body() for link in (*asked.links, *more)],
            "numberReturned": len(shown),
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


@dataclass(frozen=True, slots=True)
class _Said:
    """A page of tutorials that is asked for."""

    q: str
    crafts: tuple[str, ...]
    limit: int
    cursor: str

    @property
    def digest(self) -> list[Any]:
        """What a cursor belongs to."""
        return [self.q, list(self.crafts)]

    def after(self) -> Q:
        """Return the condition of what follows the cursor; raises InvalidCursor."""
        if not self.cursor:
            return Q()
        try:
            said = signing.loads(self.cursor, salt=_SALT)
        except (signing.BadSignature, ValueError) as error:
            raise InvalidCursor("This cursor is damaged. Start again.") from error
        if said["q"] != self.digest:
            raise InvalidCursor("This cursor belongs to other parameters.")
        title, pk = said["k"]
        return Q(title__gt=title) | Q(title=title, pk__gt=pk)


def _asked(asked: Asked) -> _Said:
    criteria = asked.criteria
    return _Said(criteria.written, criteria.crafts, criteria.limit, criteria.cursor)


def _next(asked: Asked, said: _Said, last: Tutorial) -> list[Link]:
    key = {"q": said.digest, "k": [last.title, str(last.pk)]}
    params = [("q", said.q), *(("craft", craft) for craft in said.crafts)]
    params += [("limit", str(said.limit))]
    params += [("cursor", signing.dumps(key, salt=_SALT, compress=True))]
    params += kept_params(asked.request)
    query = urlencode([(name, value) for name, value in params if value])
    href = f"{public_link(asked.request.path)}?{query}"
    return [Link("next", href, asked.form.media_type)]
