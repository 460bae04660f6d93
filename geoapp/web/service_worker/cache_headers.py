"""Headers that let the service worker cache pages, and clear them at sign-out."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib.auth.signals import user_logged_out
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse

# The service worker caches only responses with this header.
KEEP = "X-Keep-Offline"

Handler = Callable[[HttpRequest], HttpResponse]


def allow_offline_copy(
    request: HttpRequest, response: HttpResponse, *, title: str, by_position: bool
) -> HttpResponse:
    """Mark a page as cacheable under a title, and return it.

    Personal pages are never marked: none of a signed-in user, none with a message
    and none whose distances are measured `by_position` instead of from a named place.
    """
    has_messages = getattr(get_messages(request), "used", False)
    if not (request.user.is_authenticated or by_position or has_messages):
        response[KEEP] = quote(title)
    return response


def clear_storage_on_sign_out(get_response: Handler) -> Handler:
    """Send Clear-Site-Data with the response that ends a session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "has_signed_out", False):
            response["Clear-Site-Data"] = '"storage"'
        return response

    return middleware


def record_sign_out(request: HttpRequest | None, **_kwargs: Any) -> None:
    """Note on the request that it ended a session, for the middleware."""
    if request is not None:
        request.has_signed_out = True  # type: ignore[attr-defined] # ours alone


user_logged_out.connect(record_sign_out)
