"""What is answered to a person who is signed in is kept by nobody else."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class PrivateResponseMiddleware:
    """Mark each answer that knows its reader `private, no-store`.

    Stands below the session's middleware. Pages that never ask who reads them, such
    as the API's, are the same for all and stay as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer where the session named somebody."""
        answer = self.get_response(request)
        if _names_somebody(request):
            patch_cache_control(answer, private=True, no_store=True)
        return answer


def _names_somebody(request: HttpRequest) -> bool:
    """Whether the session was read and has a person; an unread one stays unread."""
    session = request.session
    return session.accessed and SESSION_KEY in session
