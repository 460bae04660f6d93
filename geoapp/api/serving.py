"""The shell around every answer: methods, other origins, errors as problem+json."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from geoapp.api.going import announced
from geoapp.api.problems import CAUGHT, method_not_allowed, problem_response

READING = ("GET", "HEAD", "OPTIONS")
# Whoever keeps an answer asks again whether it still holds: what is withdrawn or
# hidden must not live on in a cache, and a 304 costs one look at a number.
CACHING = "public, no-cache"
# These have no body, and 204 may not say a length (RFC 9110, 8.6).
WITHOUT_BODY = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})
_EXPOSED = (
    "Content-Crs, Content-Disposition, Deprecation, ETag, Link, RateLimit,"
    " RateLimit-Policy, Retry-After, Sunset, WWW-Authenticate"
)

View = Callable[..., HttpResponseBase]
Finish = Callable[[HttpResponseBase], HttpResponseBase]
Opened = TypeVar("Opened", bound=HttpResponseBase)


def opened(response: Opened) -> Opened:
    """Allow every origin to read the answer: it depends on nobody's cookies."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    return response


def served(
    answered: View, *, methods: tuple[str, ...] = READING, finish: Finish = opened
) -> View:
    """Make a view of a function that answers a request, or raises what is wrong.

    Other methods than `methods` are refused, OPTIONS is answered, errors of the
    domain become problem+json, HEAD loses its body; `finish` has the last word.
    """

    @wraps(answered)
    def view(request: HttpRequest, **route: Any) -> HttpResponseBase:
        if request.method not in methods:
            return finish(method_not_allowed(request, ", ".join(methods)))
        if request.method == "OPTIONS":
            return _options(", ".join(methods))
        try:
            response = answered(request, **route)
        except CAUGHT as error:
            response = problem_response(error, request)
        return finish(announced(request, _without_body(request, response)))

    return view


def _options(methods: str) -> HttpResponse:
    """Answer which methods there are, and which headers another origin may send."""
    response = opened(HttpResponse(status=HTTPStatus.NO_CONTENT))
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = (
        "Accept, Authorization, Content-Type, If-None-Match"
    )
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _without_body(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Take the body of an answer to HEAD away, and say how long it would be."""
    if response.status_code in WITHOUT_BODY:
        return response
    if request.method == "HEAD" and isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
