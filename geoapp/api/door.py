"""The API's short way in: past everything that only pages for people need."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve
from django.utils import timezone

from geoapp.api.media import reads_html
from geoapp.api.personal import private
from geoapp.api.problems import CAUGHT, problem_response
from geoapp.api.serving import WITHOUT_BODY, opened
from geoapp.api.throttle import let_pass, tell_what_is_left

ROOT = "/api/"
# These know their person by a session as well, so they pass the whole chain.
_PERSONAL = ("/api/me",)
_FOR_READERS = ("/api/docs",)  # in the reader's language


class ApiDoor:
    """Middleware that answers requests of programs at once.

    Sessions, sign-in, messages, tokens against forgery: none of it has a meaning
    where nothing hangs on cookies, and all of it costs time at every request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the API's public resources directly, all else by the whole chain."""
        if not f"{request.path_info}/".startswith(ROOT):
            return self._get_response(request)
        response = self._let_in(request)
        tell_what_is_left(request, response)
        # What the rest of the chain says of pages; it is the same for every answer.
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault(HEADER, _content_policy())
        return response

    def _let_in(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        is_personal = path.startswith(_PERSONAL)
        try:
            if request.method != "OPTIONS":
                let_pass(request, at=timezone.now())
            found = resolve(path)
            whole_chain = (
                is_personal or path.startswith(_FOR_READERS) or reads_html(request)
            )
        except CAUGHT as error:  # no database, or ten thousand parameters, say
            finish = private if is_personal else opened
            return finish(problem_response(error, request))
        return self._get_response(request) if whole_chain else _answered(request, found)


@cache
def _content_policy() -> str:
    return build_policy()


def _answered(request: HttpRequest, found: ResolverMatch) -> HttpResponse:
    request.resolver_match = found
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    has_length = response.streaming or response.status_code in WITHOUT_BODY
    if not has_length and "Content-Length" not in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    return response
