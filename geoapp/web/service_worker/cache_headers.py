"""Which answers a device may keep, and when it forgets them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib.auth.signals import user_logged_out
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse

# The worker keeps what carries this header and nothing else: no page is kept by mistake.
KEEP = "X-Keep-Offline"

Handler = Callable[[HttpRequest], HttpResponse]


def allow_offline_copy(
    request: HttpRequest, response: HttpResponse, *, title: str, by_position: bool
) -> HttpResponse:
    """Mark a page that a device may keep, under its title; return the page.

    Nothing of a person is kept: no page of who is signed in, none with a message,
    and none that counts `by_position` instead of from a place with a name.
    """
    has_messages = getattr(get_messages(request), "used", False)
    if not (request.user.is_authenticated or by_position or has_messages):
        response[KEEP] = quote(title)
    return response


def clear_storage_on_sign_out(get_response: Handler) -> Handler:
    """Let the browser forget all that it keeps of the site when a person signs out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "has_signed_out", False):
            response["Clear-Site-Data"] = '"storage"'
        return response

    return middleware


def record_sign_out(request: HttpRequest | None, **_kwargs: Any) -> None:
    """Remember for the middleware that this request ended a session."""
    if request is not None:
        request.has_signed_out = True  # type: ignore[attr-defined] # ours alone


user_logged_out.connect(record_sign_out)
