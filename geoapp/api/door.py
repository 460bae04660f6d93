"""The API's short way in: past everything that only pages for people need."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve
from django.utils import timezone

from geoapp.api.media import reads_html
from geoapp.api.problems import CAUGHT, problem_response
from geoapp.api.serving import opened
from geoapp.api.throttle import let_pass

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
        path = request.path_info
        if not f"{path}/".startswith(ROOT):
            return self._get_response(request)
        try:
            if request.method != "OPTIONS":
                let_pass(request, at=timezone.now())
            found = resolve(path)
        except CAUGHT as error:  # no database, or a line break in the path, say
            return opened(problem_response(error, request))
        if path.startswith(_PERSONAL + _FOR_READERS) or reads_html(request):
            return self._get_response(request)
        return _answered(request, found)


def _answered(request: HttpRequest, found: ResolverMatch) -> HttpResponse:
    request.resolver_match = found
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    response.headers.setdefault("X-Frame-Options", "DENY")
    if not response.streaming and "Content-Length" not in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    return response
