"""Weak ETags for resources outside the API's root."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from geoapp.api.http.etags import is_known, weak_tag
from geoapp.api.http.negotiation import MediaFormat
from geoapp.api.http.resource_view import CACHING, View


def conditional_get(
    form: MediaFormat, *, by_the_minute: bool = False
) -> Callable[[View], View]:
    """Return 304 when the client's ETag is current.

    Clients must revalidate, so that withdrawn data is never served from a cache; a 304
    costs one query. Set `by_the_minute` if the response depends on the current time.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def handler(request: HttpRequest, **route: object) -> HttpResponseBase:
            at = timezone.now()
            tag = weak_tag(request, form, at=at, by_the_minute=by_the_minute)
            if is_known(request, tag):
                response: HttpResponseBase = HttpResponse(
                    status=HTTPStatus.NOT_MODIFIED
                )
            else:
                response = view(request, **route)
            response.headers["ETag"] = tag
            response.headers["Cache-Control"] = CACHING
            return response

        return handler

    return decorate
