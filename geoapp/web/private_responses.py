"""Keep responses to signed-in users out of shared caches."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class PrivateResponseMiddleware:
    """Mark each response that depends on the user `private, no-store`.

    Must come after the session middleware. Responses that never read the session,
    such as the API's, are the same for everyone and stay unchanged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, marked if the session has a user."""
        answer = self.get_response(request)
        if _has_user(request):
            patch_cache_control(answer, private=True, no_store=True)
        return answer


def _has_user(request: HttpRequest) -> bool:
    """Whether the session was read and has a user; never reads it itself."""
    session = request.session
    return session.accessed and SESSION_KEY in session
