"""Middleware that takes over sessions whose cookie has the name of earlier releases.

Under https the cookie's name begins with __Host-, so that no other host of the domain
can set it. Only sessions of before are taken over, and each once: they all end within
14 days of the upgrade, and this middleware can go then.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

_EARLIER_NAME = "sessionid"
# Set in every session that begins under the present name.
HOST_KEY = "of_host"


class EarlierSessionCookieMiddleware:
    """Read the earlier cookie of a signed-in person, and replace it.

    Must come before the session middleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        engine = import_module(settings.SESSION_ENGINE)
        self.store = engine.SessionStore

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, with the new cookie where the earlier one was read."""
        name = settings.SESSION_COOKIE_NAME
        key = request.COOKIES.get(_EARLIER_NAME)
        if key is None or name in request.COOKIES or name == _EARLIER_NAME:
            return self.get_response(request)
        session = self.store(key)
        if SESSION_KEY not in session or HOST_KEY in session:
            return self.get_response(request)
        session[HOST_KEY] = True
        session.save()
        request.COOKIES[name] = key
        response = self.get_response(request)
        if name not in response.cookies:
            _set_cookie(response, session)
        response.delete_cookie(_EARLIER_NAME)
        return response


def _set_cookie(response: HttpResponse, session: SessionBase) -> None:
    ends_with_browser = session.get_expire_at_browser_close()
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        session.session_key or "",
        max_age=None if ends_with_browser else session.get_expiry_age(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )


def mark_session(*, request: HttpRequest, **_signal: Any) -> None:
    """Mark a session that begins under the present name.

    Receives `user_logged_in` of django.contrib.auth.
    """
    request.session[HOST_KEY] = True
