"""Turns a function from a question to a document into a view of the API.

Strict parameters, negotiation, CORS, ETags, compression and errors stand here
once; a resource is one function that knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from geoapp.api.answer import Answer, Asked
from geoapp.api.criteria import strict
from geoapp.api.encoding import compress
from geoapp.api.etags import is_known, weak_tag
from geoapp.api.links import link_header, own_links
from geoapp.api.media import GEOJSON, HTML, JSON, Form, negotiated
from geoapp.api.serving import CACHING, View, served
from geoapp.discovery.criteria import SearchCriteria

ANY = frozenset({"f", "lang"})
_SAID_ABOVE = frozenset({"title", "description", "features", "type"})
_CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"

Document = Callable[..., Answer]


def _never(_criteria: SearchCriteria) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Ways:
    """How a resource may be asked: parameters, forms, how many where none is said."""

    takes: frozenset[str]
    forms: tuple[Form, ...]
    limit: int = 100


def resource(
    *,
    takes: frozenset[str] = ANY,
    forms: tuple[Form, ...] = (JSON, HTML),
    limit: int = 100,
    by_the_minute: bool = False,
    reads_version: Callable[[SearchCriteria], bool] = _never,
) -> Callable[[Document], View]:
    """Make a public resource for GET, HEAD and OPTIONS, open to every origin.

    Parameters that are not in `takes` are refused. The first of `forms` is for who
    asks for nothing; `by_the_minute` says that the answer speaks of now, and
    `reads_version` for which criteria the document tells the data's version itself.
    """
    ways = Ways(takes | ANY, forms, limit)

    def decorate(document: Document) -> View:
        @wraps(document)
        def answered(request: HttpRequest, **route: Any) -> HttpResponse:
            asked = asked_by(request, ways)
            tag_of = partial(
                weak_tag,
                request,
                asked.form,
                at=asked.at,
                by_the_minute=by_the_minute,
            )
            # One statement less for whoever has nothing to compare.
            compares = "If-None-Match" in request.headers
            tag = tag_of() if compares or not reads_version(asked.criteria) else ""
            if tag and is_known(request, tag):
                unchanged = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
                return _headed(unchanged, tag, asked.form)
            response, version = _written(document, asked, route)
            tag = tag if version is None else tag_of(version=version)
            if asked.form is not HTML:
                compress(request, response)
            return _headed(response, tag, asked.form)

        return served(answered)

    return decorate


def posted(*, forms: tuple[Form, ...]) -> Callable[[Document], View]:
    """Make a resource for POST and OPTIONS that stores nothing, open to every origin.

    The body says what is asked; no cookie has a say, so no token is needed either.
    """
    ways = Ways(ANY, forms)

    def decorate(document: Document) -> View:
        @wraps(document)
        def answered(request: HttpRequest, **route: Any) -> HttpResponse:
            response = written(document, asked_by(request, ways), route)
            compress(request, response)
            response.headers["Cache-Control"] = "no-store"
            return response

        return csrf_exempt(served(answered, methods=("POST", "OPTIONS")))

    return decorate


def asked_by(request: HttpRequest, ways: Ways) -> Asked:
    """Return what is asked, every parameter read once.

    Raises InvalidCriteria for one that is unknown or wrong, in the language of
    `lang`, and NotAcceptable.
    """
    at = timezone.now()
    form = negotiated(request, ways.forms)
    criteria = strict(request.GET, ways.takes, at=at, limit=ways.limit)
    links = tuple(own_links(request, form, ways.forms))
    return Asked(request, criteria, form, links, at)


def written(document: Document, asked: Asked, route: dict[str, Any]) -> HttpResponse:
    """Return a resource's answer in the form and the language that were asked for."""
    return _written(document, asked, route)[0]


def _written(
    document: Document, asked: Asked, route: dict[str, Any]
) -> tuple[HttpResponse, int | None]:
    """Return what `written` does, and the version of the data if the document told."""
    with translation.override(asked.criteria.language):
        answer = document(asked, **route)
        response = _in_form(answer, asked)
    language = answer.language or asked.criteria.language
    response.headers["Content-Language"] = language
    return response, answer.version


def _in_form(answer: Answer, asked: Asked) -> HttpResponse:
    if asked.form is HTML:
        response = render(asked.request, "api/resource.html", _page(answer, asked))
    else:
        kind = asked.form.media_type
        response = HttpResponse(answer.text(), content_type=kind)
    response.headers["Link"] = link_header([*asked.links, *answer.links])
    if asked.form is GEOJSON:
        response.headers["Content-Crs"] = _CRS84
    return response


def _page(answer: Answer, asked: Asked) -> dict[str, Any]:
    document = answer.document()
    return {
        "title": answer.title,
        "description": answer.description,
        "features": document.get("features"),
        # What heads the page, or stands in its table, is not said again below.
        "members": {n: v for n, v in document.items() if n not in _SAID_ABOVE},
        "following": next((x.href for x in answer.links if x.rel == "next"), ""),
        "others": [link for link in asked.links if link.rel == "alternate"],
    }


def _headed(response: HttpResponse, tag: str, form: Form) -> HttpResponse:
    patch_vary_headers(response, ("Accept", "Accept-Encoding"))
    if form is HTML:
        # The frame of a page tells who is signed in.
        response.headers["Cache-Control"] = "private, no-cache"
        return response
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = CACHING
    return response
