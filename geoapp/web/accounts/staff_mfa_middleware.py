"""The administration opens to staff who can prove twice who they are."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

# Recovery codes alone are none: they are for who has lost one of these.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class StaffMfaMiddleware:
    """Lead staff without a second factor to where they set one up.

    Who has one was asked for it when signing in; allauth sees to that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes next; Django calls this once."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Change nothing on the way; `process_view` knows which page is meant."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Return the way to the set-up page, or None where the door is open."""
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
