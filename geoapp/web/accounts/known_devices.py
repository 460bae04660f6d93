"""Devices that signed in before: people who guess elsewhere do not slow them down.

A signed cookie names the account and the device. Wrong passwords are counted by device
there, and by client address and account everywhere else. A changed password makes all
devices of the account unknown.

Each sign-in without the cookie makes a new device. So that nobody gathers tries with
them, the devices of an account share a fixed number of counts.
"""

import secrets
import zlib
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from geoapp.accounts.models import User

_SALT = "geoapp.known-device"
MAX_DEVICES = 16  # of an account, that are counted apart
_MAX_AGE_S = 400 * 24 * 3600  # the longest that browsers keep a cookie


def known_device(request: HttpRequest, *, email: str) -> str | None:
    """Return how a device is counted if this account signed in on it before.

    The account is part of it: its devices are counted apart from those of others.
    """
    values = _read(request)
    if values is None or not email:
        return None
    user = User.objects.filter(pk=values["user"]).first()
    if user is None or not constant_time_compare(values["stamp"], _stamp(user)):
        return None
    if not _is_own(user, email):
        return None
    return f"{user.pk}:{zlib.crc32(values['device'].encode()) % MAX_DEVICES}"


def remember_device(
    *, request: HttpRequest, user: User, response: HttpResponse, **_signal: Any
) -> None:
    """Store the cookie after a sign-in. Receives `user_logged_in` of allauth."""
    values = _read(request)
    is_known = values is not None and values["user"] == user.pk
    device = values["device"] if values and is_known else secrets.token_urlsafe(12)
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(
            {"user": user.pk, "device": device, "stamp": _stamp(user)}, salt=_SALT
        ),
        max_age=_MAX_AGE_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, Any] | None:
    text = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        values: dict[str, Any] = signing.loads(text, salt=_SALT, max_age=_MAX_AGE_S)
    except signing.BadSignature:
        return None
    return values


def _stamp(user: User) -> str:
    """Return what changes with the user's password."""
    return salted_hmac(_SALT, user.password, algorithm="sha256").hexdigest()[:32]


def _is_own(user: User, email: str) -> bool:
    if user.email.lower() == email.lower():
        return True
    own = EmailAddress.objects.filter(user=user, verified=True, email__iexact=email)
    return bool(own.exists())
