"""A like that a visitor gave before signing in.

It waits in a cookie: a session would be a row for everybody who presses the button.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from geoapp.accounts.models import User
from geoapp.tutorials.actions import like
from geoapp.tutorials.models import Tutorial

COOKIE = "wanted_like"
_SALT = "makerloom.wanted_like"
# Long enough to confirm an email address.
_LIFETIME = timedelta(days=1)


def remember_like(response: HttpResponse, tutorial: Tutorial) -> HttpResponse:
    """Let the visitor's browser keep the like until somebody signs in there."""
    response.set_signed_cookie(
        COOKIE,
        str(tutorial.pk),
        salt=_SALT,
        max_age=_LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def save_pending_like(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Save the like that led the visitor to sign in.

    Receives `user_logged_in` of django.contrib.auth.
    """
    tutorial_id = request.get_signed_cookie(COOKIE, None, salt=_SALT, max_age=_LIFETIME)
    seen = Tutorial.objects.visible_to(user)
    tutorial = seen.filter(pk=tutorial_id).first() if tutorial_id else None
    if tutorial is not None:
        like(user=user, tutorial=tutorial, at=timezone.now())


def forget_saved_like(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Delete the cookie with the response to whoever has signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if COOKIE in request.COOKIES and request.user.is_authenticated:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response

    return middleware
