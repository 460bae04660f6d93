"""Middleware that requires two-step verification for the admin site."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

# Recovery codes are no factor of their own: they replace a lost one.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class StaffMfaMiddleware:
    """Redirect staff without a second factor to the page that sets one up.

    allauth asks everyone who has one for it at sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Store the next handler; Django calls this once."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` has the resolved URL."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Return a redirect to the set-up page, or None if access is allowed."""
        where = request.resolver_match
        if where is None or where.app_name != "admin" or where.url_name == "logout":
            return None
        if not (settings.STAFF_NEED_SECOND_FACTOR and request.user.is_authenticated):
            return None
        if not request.user.is_staff or is_mfa_enabled(request.user, FACTORS):
            return None
        words = gettext(
            "The admin site requires two-step verification. Set up an authenticator "
            "app or a passkey here, then go back."
        )
        messages.warning(request, words)
        return redirect("mfa_index")
