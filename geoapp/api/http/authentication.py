"""Personal resources: authenticated by API key or session."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import APIException, PermissionDenied

from geoapp.accounts.models import User
from geoapp.api.http.exchange import ResourceResponse
from geoapp.api.http.negotiation import MediaFormat
from geoapp.api.http.rate_limit import key_on
from geoapp.api.http.resource_view import (
    ANY,
    ResourceOptions,
    ResponseT,
    View,
    parse_request,
    render_response,
    resource_view,
)

PersonalDocument = Callable[..., ResourceResponse]


class NotSignedIn(APIException):
    """Neither a key nor a session identifies a user."""

    status_code = 401
    default_detail = (
        "Sign in, or send a key as `Authorization: Bearer mk_…`. You can create"
        " keys in your account."
    )
    auth_header = "Bearer"


def personal_resource(
    *,
    scope: str,
    takes: frozenset[str] = ANY,
    forms: tuple[MediaFormat, ...],
    limit: int = 100,
) -> Callable[[PersonalDocument], View]:
    """Make a resource of the person who asks: the document is given `user`.

    A key has to have the scope; who is signed in needs none. No cache may keep the
    answer, and no other origin read it.
    """

    options = ResourceOptions(takes | ANY, forms, limit)

    def decorate(document: PersonalDocument) -> View:
        @wraps(document)
        def handler(request: HttpRequest, **route: object) -> HttpResponse:
            user = _person(request, scope)
            return render_response(
                document, parse_request(request, options), {"user": user, **route}
            )

        return resource_view(handler, methods=("GET", "HEAD"), finish=private_response)

    return decorate


def _person(request: HttpRequest, scope: str) -> User:
    key = key_on(request)
    if key is not None:
        if scope not in key.scopes:
            raise PermissionDenied(
                f"This key does not have the scope `{scope}`. Create a key that has it."
            )
        return key.user
    user = request.user
    if isinstance(user, User) and user.is_active:
        return user
    raise NotSignedIn


def private_response(response: ResponseT) -> ResponseT:
    """Forbid caching; without CORS headers no other origin can read the response."""
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
    return response
