"""Turns a function from request to document into an API view.

Strict parameters, negotiation, CORS, ETags, compression and errors are implemented here
once; a resource is a function that knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from http import HTTPStatus
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from geoapp.api.http.compression import compress
from geoapp.api.http.etags import is_known, weak_tag
from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import link_header, own_links
from geoapp.api.http.negotiation import GEOJSON, HTML, JSON, MediaFormat, negotiate
from geoapp.api.http.problems import CAUGHT, method_not_allowed, problem_response
from geoapp.api.http.search_params import parse_search_params
from geoapp.discovery.search.criteria import SearchCriteria

READING = ("GET", "HEAD", "OPTIONS")
# Caches must revalidate, so that withdrawn or hidden data is never served from them;
# a 304 costs one query.
CACHING = "public, no-cache"
# These have no body, and 204 may not say a length (RFC 9110, 8.6).
WITHOUT_BODY = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})
_EXPOSED = (
    "Content-Crs, Content-Disposition, ETag, Link, RateLimit,"
    " RateLimit-Policy, Retry-After, WWW-Authenticate"
)

View = Callable[..., HttpResponseBase]
Finish = Callable[[HttpResponseBase], HttpResponseBase]
ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)
ANY = frozenset({"f", "lang"})
_SHOWN_SEPARATELY = frozenset({"title", "description", "features", "type"})
_CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"

Document = Callable[..., ResourceResponse]


def _never(_criteria: SearchCriteria) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class ResourceOptions:
    """The parameters, media types and default limit of a resource."""

    takes: frozenset[str]
    forms: tuple[MediaFormat, ...]
    limit: int = 100


def resource(
    *,
    takes: frozenset[str] = ANY,
    forms: tuple[MediaFormat, ...] = (JSON, HTML),
    limit: int = 100,
    by_the_minute: bool = False,
    reads_version: Callable[[SearchCriteria], bool] = _never,
) -> Callable[[Document], View]:
    """Return a decorator for a public GET resource, open to every origin.

    Parameters outside `takes` are rejected. The first of `forms` is the default. Set
    `by_the_minute` if the response depends on the current time. `reads_version` tells
    for which criteria the document reports the data version itself.
    """
    options = ResourceOptions(takes | ANY, forms, limit)

    def decorate(document: Document) -> View:
        @wraps(document)
        def handler(request: HttpRequest, **route: object) -> HttpResponse:
            resource_request = parse_request(request, options)
            tag_of = partial(
                weak_tag,
                request,
                resource_request.form,
                at=resource_request.at,
                by_the_minute=by_the_minute,
            )
            # One statement less for clients without an ETag to compare.
            compares = "If-None-Match" in request.headers
            tag = (
                tag_of()
                if compares or not reads_version(resource_request.criteria)
                else ""
            )
            if tag and is_known(request, tag):
                unchanged = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
                return _with_headers(unchanged, tag, resource_request.form)
            response, version = _render(document, resource_request, route)
            tag = tag if version is None else tag_of(version=version)
            if resource_request.form is not HTML:
                compress(request, response)
            return _with_headers(response, tag, resource_request.form)

        return resource_view(handler)

    return decorate


def post_resource(*, forms: tuple[MediaFormat, ...]) -> Callable[[Document], View]:
    """Return a decorator for a POST resource that stores nothing, open to every origin.

    Input comes only from the body. Cookies are ignored, so no CSRF token is needed.
    """
    options = ResourceOptions(ANY, forms)

    def decorate(document: Document) -> View:
        @wraps(document)
        def handler(request: HttpRequest, **route: object) -> HttpResponse:
            response = render_response(document, parse_request(request, options), route)
            compress(request, response)
            response.headers["Cache-Control"] = "no-store"
            return response

        return csrf_exempt(resource_view(handler, methods=("POST", "OPTIONS")))

    return decorate


def parse_request(request: HttpRequest, options: ResourceOptions) -> ResourceRequest:
    """Parse all parameters once.

    Raises InvalidCriteria for an unknown or invalid parameter, in the language of
    `lang`, and NotAcceptable.
    """
    at = timezone.now()
    form = negotiate(request, options.forms)
    criteria = parse_search_params(
        request.GET, options.takes, at=at, limit=options.limit
    )
    links = tuple(own_links(request, form, options.forms))
    return ResourceRequest(request, criteria, form, links, at)


def render_response(
    document: Document, request: ResourceRequest, route: dict[str, object]
) -> HttpResponse:
    """Render the document in the negotiated format and language."""
    return _render(document, request, route)[0]


def _render(
    document: Document, request: ResourceRequest, route: dict[str, object]
) -> tuple[HttpResponse, int | None]:
    """Return the response and the data version, if the resource read it."""
    with translation.override(request.criteria.language):
        answer = document(request, **route)
        response = _format_response(answer, request)
    language = answer.language or request.criteria.language
    response.headers["Content-Language"] = language
    return response, answer.version


def _format_response(
    answer: ResourceResponse, request: ResourceRequest
) -> HttpResponse:
    if request.form is HTML:
        response = render(
            request.http_request, "api/resource.html", _page(answer, request)
        )
    else:
        kind = request.form.media_type
        response = HttpResponse(answer.text(), content_type=kind)
    response.headers["Link"] = link_header([*request.links, *answer.links])
    if request.form is GEOJSON:
        response.headers["Content-Crs"] = _CRS84
    return response


def _page(answer: ResourceResponse, request: ResourceRequest) -> dict[str, object]:
    document = answer.document()
    return {
        "title": answer.title,
        "description": answer.description,
        "features": document.get("features"),
        # The heading and the table of features are shown separately.
        "members": {n: v for n, v in document.items() if n not in _SHOWN_SEPARATELY},
        "following": next((x.href for x in answer.links if x.rel == "next"), ""),
        "others": [link for link in request.links if link.rel == "alternate"],
    }


def _with_headers(response: HttpResponse, tag: str, form: MediaFormat) -> HttpResponse:
    patch_vary_headers(response, ("Accept", "Accept-Encoding"))
    if form is HTML:
        # The frame of a page tells who is signed in.
        response.headers["Cache-Control"] = "private, no-cache"
        return response
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = CACHING
    return response


def allow_all_origins(response: ResponseT) -> ResponseT:
    """Add CORS headers for every origin: the response depends on no cookie."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    return response


def resource_view(
    handler: View,
    *,
    methods: tuple[str, ...] = READING,
    finish: Finish = allow_all_origins,
) -> View:
    """Wrap a function as a view restricted to `methods`.

    Handles OPTIONS and HEAD, and turns domain errors into problem+json; `finish` is
    applied to every response but that of OPTIONS.
    """

    @wraps(handler)
    def view(request: HttpRequest, **route: object) -> HttpResponseBase:
        if request.method not in methods:
            return finish(method_not_allowed(request, ", ".join(methods)))
        if request.method == "OPTIONS":
            return _options(", ".join(methods))
        try:
            response = handler(request, **route)
        except CAUGHT as error:
            response = problem_response(error, request)
        return finish(_without_body(request, response))

    return view


def _options(methods: str) -> HttpResponse:
    """Return the allowed methods and CORS headers (204)."""
    response = allow_all_origins(HttpResponse(status=HTTPStatus.NO_CONTENT))
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = (
        "Accept, Authorization, Content-Type, If-None-Match"
    )
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _without_body(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Remove the body of a response to HEAD and set Content-Length."""
    if response.status_code in WITHOUT_BODY:
        return response
    if request.method == "HEAD" and isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
