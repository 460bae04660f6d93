"""What is only for one person: opened by their key, or by being signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import APIException, PermissionDenied

from geoapp.accounts.models import User
from geoapp.api.answer import Answer, Asked
from geoapp.api.links import own_links
from geoapp.api.media import Form, negotiated
from geoapp.api.problems import CAUGHT, method_not_allowed, problem_response
from geoapp.api.resource import ANY, View, said_language, without_body, written
from geoapp.api.throttle import said_key

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
    *, scope: str, takes: frozenset[str] = ANY, forms: tuple[Form, ...]
) -> Callable[[PersonalDocument], View]:
    """Make a resource of the person who asks: the document is given `user`.

    A key has to have the scope; who is signed in needs none. No cache may keep the
    answer, and no other origin read it.
    """

    def decorate(document: PersonalDocument) -> View:
        @wraps(document)
        def view(request: HttpRequest, **route: Any) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return _private(method_not_allowed(request, "GET, HEAD"))
            try:
                user = _person(request, scope)
                form = negotiated(request, forms)
                language = said_language(request, takes | ANY)
                links = tuple(own_links(request, form, forms))
                asked = Asked(request, request.GET, form, forms, links, timezone.now())
                with translation.override(language):
                    response = written(document(asked, user=user, **route), asked)
            except CAUGHT as error:
                response = problem_response(error, {"request": request})
            return without_body(request, _private(response))

        return view

    return decorate


def _person(request: HttpRequest, scope: str) -> User:
    key = said_key(request, at=timezone.now())
    if key is not None:
        if scope not in key.scopes:
            raise PermissionDenied(f"This key has not the scope `{scope}`.")
        return key.user
    user = request.user
    if isinstance(user, User) and user.is_active:
        return user
    raise NotSignedIn


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
    return response
