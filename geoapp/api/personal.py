"""What is only for one person: opened by their key, or by being signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import APIException, PermissionDenied

from geoapp.accounts.models import User
from geoapp.api.answer import Answer
from geoapp.api.media import Form
from geoapp.api.resource import ANY, Ways, asked_by, written
from geoapp.api.serving import Opened, View, served
from geoapp.api.throttle import key_on

PersonalDocument = Callable[..., Answer]


class NotSignedIn(APIException):
    """Nobody is named by a key or a session."""

    status_code = 401
    default_detail = (
        "This is for one person: send a key as `Authorization: Bearer mk_…`, or sign"
        " in. Keys are made in your account."
    )
    auth_header = "Bearer"


def personal(
    *,
    scope: str,
    takes: frozenset[str] = ANY,
    forms: tuple[Form, ...],
    limit: int = 100,
) -> Callable[[PersonalDocument], View]:
    """Make a resource of the person who asks: the document is given `user`.

    A key has to have the scope; who is signed in needs none. No cache may keep the
    answer, and no other origin read it.
    """

    ways = Ways(takes | ANY, forms, limit)

    def decorate(document: PersonalDocument) -> View:
        @wraps(document)
        def answered(request: HttpRequest, **route: Any) -> HttpResponse:
            user = _person(request, scope)
            return written(document, asked_by(request, ways), {"user": user, **route})

        return served(answered, methods=("GET", "HEAD"), finish=private)

    return decorate


def _person(request: HttpRequest, scope: str) -> User:
    key = key_on(request)
    if key is not None:
        if scope not in key.scopes:
            raise PermissionDenied(f"This key has not the scope `{scope}`.")
        return key.user
    user = request.user
    if isinstance(user, User) and user.is_active:
        return user
    raise NotSignedIn


def private(response: Opened) -> Opened:
    """Keep the answer from every cache; no other origin may read it."""
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
    return response
