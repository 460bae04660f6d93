"""A like that a visitor gave before signing in."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from geoapp.accounts.models import User
from geoapp.tutorials.actions import like
from geoapp.tutorials.models import Tutorial

# Session key that holds the tutorial's id until the visitor signs in.
PENDING_LIKE_KEY = "wanted_like"


def save_pending_like(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Save the like that led the visitor to sign in.

    Receives `user_logged_in` of django.contrib.auth.
    """
    slug = request.session.pop(PENDING_LIKE_KEY, None)
    seen = Tutorial.objects.visible_to(user)
    tutorial = seen.filter(pk=slug).first() if slug else None
    if tutorial is not None:
        like(user=user, tutorial=tutorial, at=timezone.now())
