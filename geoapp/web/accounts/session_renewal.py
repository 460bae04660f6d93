"""Middleware that keeps people signed in for 60 days after their last visit."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

# Once a day is enough, and saves a write on every page.
_RENEWED_AFTER_S = 24 * 3600
RENEWED_AT_KEY = "renewed_at"


class SessionRenewalMiddleware:
    """Renew the session of people who chose to stay signed in, once a day.

    Must come after the session middleware, which stores the session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response; the session is renewed if the request read it."""
        response = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session and _is_due(session):
            session[RENEWED_AT_KEY] = int(time.time())
            session.set_expiry(settings.ACCOUNT_SESSION_COOKIE_AGE)
        return response


def _is_due(session: SessionBase) -> bool:
    """Whether the person chose to stay signed in, and it was renewed a day ago."""
    # Django's own key: seconds that were set for this session, 0 until the browser ends.
    if not session.get("_session_expiry"):
        return False
    renewed_at: int = session.get(RENEWED_AT_KEY, 0)
    return time.time() - renewed_at > _RENEWED_AFTER_S
