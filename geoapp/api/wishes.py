"""`POST /matches`: a tutorial site says what it shows, and hears where to make it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from geoapp.api.answer import Answer, Asked
from geoapp.api.criteria import (
    MATCHES,
    MATCHES_LIMIT,
    required_position,
    strict,
)
from geoapp.api.links import Link, public_link
from geoapp.api.matches import matched
from geoapp.api.media import GEOJSON, JSON
from geoapp.api.resource import posted
from geoapp.crafts.vocabulary import current
from geoapp.discovery.criteria import InvalidCriteria
from geoapp.discovery.needs import Needs, needs_of, needs_read_from
from geoapp.discovery.reading import Problem
from geoapp.tutorials.addresses import NotAWebAddress, clean_address
from geoapp.tutorials.models import Tutorial

LONGEST_BODY = 64_000  # bytes
_LONGEST = {"title": 300, "url": 2000}
_MOST = 12  # crafts, and machines
_MEMBERS = {"title", "url", "crafts", "equipment"} | MATCHES - {"f"}
_EMPTY = "Say what is made: `title` or `url`, or `crafts` and `equipment` by id."


@posted(forms=(GEOJSON,))
def matches(asked: Asked) -> Answer:
    """Answer where the thing can be made, best first, with what was understood."""
    said = _body(asked.request)
    criteria = strict(_params(said), MATCHES, at=asked.at, limit=MATCHES_LIMIT)
    near = required_position(criteria)
    tutorial = _known(said)
    needs = needs_of(tutorial) if tutorial else _needs(said)
    more = {"understood": _understood(needs, tutorial)}
    title = tutorial.title if tutorial else "Matches"
    with translation.override(criteria.language):
        return matched(
            needs, asked=asked, criteria=criteria, near=near, title=title, more=more
        )


def _body(request: HttpRequest) -> Mapping[str, Any]:
    """Return the object of the body; raises InvalidCriteria."""
    if len(request.body) > LONGEST_BODY:
        raise InvalidCriteria([Problem("body", f"At most {LONGEST_BODY} bytes.")])
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise InvalidCriteria([Problem("body", f"This is no JSON: {error}")]) from error
    if not isinstance(said, dict):
        raise InvalidCriteria([Problem("body", 'Write an object: {"title": "…"}.')])
    unknown = sorted(set(said) - _MEMBERS)
    if unknown:
        known = ", ".join(sorted(_MEMBERS))
        wrong = [Problem(one[:64], f"Unknown here. Known: {known}.") for one in unknown]
        raise InvalidCriteria(wrong)
    return said


def _params(said: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return the members that are parameters elsewhere, written as those are."""
    given = {name: said[name] for name in MATCHES & set(said)}
    return {name: [_written(name, value)] for name, value in given.items()}


def _written(name: str, value: Any) -> str:
    if name == "near" and isinstance(value, list):
        return ",".join(repr(one) for one in value[:3])
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidCriteria([Problem(name, "A text or a number.")])
    return str(value)


def _known(said: Mapping[str, Any]) -> Tutorial | None:
    """Return the confirmed tutorial of the address, None where we have none."""
    url = _text(said, "url")
    if not url:
        return None
    try:
        address = clean_address(url)
    except NotAWebAddress as error:
        wrong = Problem("url", "An address that begins with https:// or http://.")
        raise InvalidCriteria([wrong]) from error
    public = Tutorial.objects.confirmed().with_needs()
    return public.at_address(address).first()


def _needs(said: Mapping[str, Any]) -> Needs:
    """Return what is named, else what the title and the address suggest."""
    crafts = _ids(said, "crafts", known=current().crafts)
    equipment = _ids(said, "equipment", known=current().equipment)
    if crafts or equipment:
        return Needs(crafts=crafts, required=equipment)
    title, url = _text(said, "title"), _text(said, "url")
    if not title and not url:
        raise InvalidCriteria([Problem("title", _EMPTY)])
    return needs_read_from(title=title, url=url)


def _ids(
    said: Mapping[str, Any], name: str, *, known: Mapping[str, Any]
) -> tuple[str, ...]:
    given = said.get(name, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise InvalidCriteria([Problem(name, "A list of ids.")])
    if len(given) > _MOST:
        raise InvalidCriteria([Problem(name, f"At most {_MOST}.")])
    wrong = [
        Problem(name, f"None has the id {one[:64]!r}.")
        for one in given
        if one not in known
    ]
    if wrong:
        raise InvalidCriteria(wrong)
    return tuple(dict.fromkeys(given))


def _text(said: Mapping[str, Any], name: str) -> str:
    text = said.get(name, "")
    if not isinstance(text, str):
        raise InvalidCriteria([Problem(name, "A text.")])
    if len(text) > _LONGEST[name]:
        raise InvalidCriteria([Problem(name, f"At most {_LONGEST[name]} characters.")])
    return text.strip()


def _understood(needs: Needs, tutorial: Tutorial | None) -> dict[str, Any]:
    """Return what was taken from the body; what is guessed never ranks."""
    links = []
    if tutorial:
        here = public_link(reverse("api:tutorial", args=[tutorial.pk]))
        links.append(Link("item", here, JSON.media_type, tutorial.title).body())
    return {
        "tutorial": str(tutorial.pk) if tutorial else None,
        "crafts": list(needs.crafts),
        "required": list(needs.required),
        "optional": list(needs.optional),
        "usually_needs": list(needs.guessed),
        "links": links,
    }
