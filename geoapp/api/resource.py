"""Turns a function from a question to a document into a view of the API.

Strict parameters, negotiation, CORS, ETags, compression and errors stand here
once; a resource is one function that knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from geoapp.api.answer import Answer, Asked
from geoapp.api.encoding import compress
from geoapp.api.etags import is_known, weak_tag
from geoapp.api.links import link_header, own_links
from geoapp.api.media import GEOJSON, HTML, JSON, Form, negotiated
from geoapp.api.problems import CAUGHT, method_not_allowed, problem_response
from geoapp.discovery.criteria import SearchCriteria

ANY = frozenset({"f", "lang"})
# Whoever keeps an answer asks again whether it still holds: what is withdrawn or
# hidden must not live on in a cache, and a 304 costs one look at a number.
_CACHING = "public, no-cache"
_SAID_ABOVE = frozenset({"title", "description", "features", "type"})
_EXPOSED = "Content-Crs, ETag, Link, Retry-After, RateLimit, RateLimit-Policy"
_CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"

Document = Callable[..., Answer]
View = Callable[..., HttpResponse]
Opened = TypeVar("Opened", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class Ways:
    """How a resource may be asked: parameters, forms, and whether it speaks of now."""

    takes: frozenset[str]
    forms: tuple[Form, ...]
    by_the_minute: bool


def resource(
    *,
    takes: frozenset[str] = ANY,
    forms: tuple[Form, ...] = (JSON, HTML),
    by_the_minute: bool = False,
) -> Callable[[Document], View]:
    """Make a public resource for GET, HEAD and OPTIONS, open to every origin.

    Parameters that are not in `takes` are refused. The first of `forms` is for who
    asks for nothing. Errors of the domain become problem+json.
    """
    ways = Ways(takes | ANY, forms, by_the_minute)

    def decorate(document: Document) -> View:
        @wraps(document)
        def view(request: HttpRequest, **route: Any) -> HttpResponse:
            if request.method == "OPTIONS":
                return options()
            if request.method not in {"GET", "HEAD"}:
                return opened(method_not_allowed(request, "GET, HEAD, OPTIONS"))
            try:
                response = _answered(document, request, ways=ways, route=route)
            except CAUGHT as error:
                response = problem_response(error, {"request": request})
            return without_body(request, opened(response))

        return view

    return decorate


def posted(*, forms: tuple[Form, ...]) -> Callable[[Document], View]:
    """Make a resource for POST and OPTIONS that stores nothing, open to every origin.

    The body says what is asked; no cookie has a say, so no token is needed either.
    """

    def decorate(document: Document) -> View:
        @wraps(document)
        def view(request: HttpRequest, **route: Any) -> HttpResponse:
            if request.method == "OPTIONS":
                return options("POST, OPTIONS")
            if request.method != "POST":
                return opened(method_not_allowed(request, "POST, OPTIONS"))
            try:
                form = negotiated(request, forms)
                language = said_language(request, ANY)
                links = tuple(own_links(request, form, forms))
                asked = Asked(request, request.GET, form, forms, links, timezone.now())
                with translation.override(language):
                    response = written(document(asked, **route), asked)
                compress(request, response)
                response.headers["Cache-Control"] = "no-store"
            except CAUGHT as error:
                response = problem_response(error, {"request": request})
            return opened(response)

        return csrf_exempt(view)

    return decorate


def _answered(
    document: Document, request: HttpRequest, *, ways: Ways, route: dict[str, Any]
) -> HttpResponse:
    at = timezone.now()
    form = negotiated(request, ways.forms)
    language = said_language(request, ways.takes)
    tag = weak_tag(request, form, at=at, by_the_minute=ways.by_the_minute)
    if is_known(request, tag):
        return _headed(HttpResponse(status=HTTPStatus.NOT_MODIFIED), tag, form)
    links = tuple(own_links(request, form, ways.forms))
    asked = Asked(request, request.GET, form, ways.forms, links, at)
    with translation.override(language):
        answer = document(asked, **route)
        response = written(answer, asked)
    response.headers["Content-Language"] = language
    if form is not HTML:
        compress(request, response)
    return _headed(response, tag, form)


def said_language(request: HttpRequest, takes: frozenset[str]) -> str:
    """Return the language of the answer: `lang`, else English.

    Raises InvalidCriteria for a language that we do not speak, and for parameters
    that the resource does not take.
    """
    unknown: dict[str, list[str]] = {n: [] for n in request.GET if n not in takes}
    given = {"lang": request.GET.getlist("lang"), **unknown}
    criteria = SearchCriteria.from_params(given, at=timezone.now(), allowed=takes)
    return criteria.language


def written(answer: Answer, asked: Asked) -> HttpResponse:
    """Return the answer in the form that was asked for, with its links."""
    if asked.form is HTML:
        response = render(asked.request, "api/resource.html", _page(answer, asked))
    else:
        kind = asked.form.media_type
        response = HttpResponse(answer.text(), content_type=kind)
    response.status_code = answer.status
    response.headers["Link"] = link_header([*asked.links, *answer.links])
    if asked.form is GEOJSON:
        response.headers["Content-Crs"] = _CRS84
    for name, value in answer.headers.items():
        response.headers[name] = value
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
    response.headers["Cache-Control"] = _CACHING
    return response


def opened(response: Opened) -> Opened:
    """Allow every origin to read the answer: it depends on nobody's cookies."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    return response


def options(methods: str = "GET, HEAD, OPTIONS") -> HttpResponse:
    """Answer which methods there are, and which headers another origin may send."""
    response = opened(HttpResponse(status=HTTPStatus.NO_CONTENT))
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = (
        "Accept, Authorization, Content-Type, If-None-Match"
    )
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def without_body(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Take the body of an answer to HEAD away, and say how long it would be."""
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
