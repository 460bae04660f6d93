"""The like that a stranger gave before there was an account to keep it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from geoapp.accounts.models import User
from geoapp.tutorials.actions import like
from geoapp.tutorials.models import Tutorial

# The key in the session: the tutorial's id, until the person is signed in.
PENDING_LIKE_KEY = "wanted_like"


def save_pending_like(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Keep the like that led to this account, now that there is one.

    Receives `user_logged_in` of django.contrib.auth.
    """
    slug = request.session.pop(PENDING_LIKE_KEY, None)
    seen = Tutorial.objects.visible_to(user)
    tutorial = seen.filter(pk=slug).first() if slug else None
    if tutorial is not None:
        like(user=user, tutorial=tutorial, at=timezone.now())
