"""A short path for the API, without the middleware that only pages need."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve
from django.utils import timezone

from geoapp.api.http.authentication import private_response
from geoapp.api.http.negotiation import reads_html
from geoapp.api.http.problems import CAUGHT, problem_response
from geoapp.api.http.rate_limit import add_rate_limit_headers, check_rate_limit
from geoapp.api.http.resource_view import WITHOUT_BODY, allow_all_origins

ROOT = "/api/"
# These know their person by a session as well, so they pass the whole chain.
_PERSONAL = ("/api/me",)
_FOR_READERS = ("/api/docs",)  # in the reader's language


class ApiMiddleware:
    """Handle API requests without the session, sign-in and CSRF middleware.

    Public resources use no cookies, and that middleware costs time on every request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle public API resources directly, everything else by the whole chain."""
        if not f"{request.path_info}/".startswith(ROOT):
            return self._get_response(request)
        response = self._let_in(request)
        add_rate_limit_headers(request, response)
        # What the rest of the chain says of pages; it is the same for every answer.
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault(HEADER, _content_policy())
        return response

    def _let_in(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        is_personal = path.startswith(_PERSONAL)
        try:
            if request.method != "OPTIONS":
                check_rate_limit(request, at=timezone.now())
            match = resolve(path)
            whole_chain = (
                is_personal or path.startswith(_FOR_READERS) or reads_html(request)
            )
        except CAUGHT as error:  # no database, or ten thousand parameters, say
            finish = private_response if is_personal else allow_all_origins
            return finish(problem_response(error, request))
        return (
            self._get_response(request)
            if whole_chain
            else _direct_response(request, match)
        )


@cache
def _content_policy() -> str:
    return build_policy()


def _direct_response(request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    request.resolver_match = match
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    has_length = response.streaming or response.status_code in WITHOUT_BODY
    if not has_length and "Content-Length" not in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    return response
