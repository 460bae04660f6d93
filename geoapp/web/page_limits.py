"""Limits on pages: by address, and for signed-in people by themselves."""

import math
import re
from collections.abc import Callable
from pathlib import Path
from time import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from geoapp.common.client_address import client_address
from geoapp.common.request_rates import RequestRates
from geoapp.web.about.too_many_requests import too_many_requests

# The API counts for itself. The others are files of the site, as those below /static/,
# which never come here.
_NOT_COUNTED = re.compile(
    r"/(api(/|$)|map/basemap\.json|embed/(make-it-near-you\.js|parts/))"
)
# A page shows many of these.
_PART_OF_A_PAGE = re.compile(r"/(map/labels/|photos/|manage/[^/]+/photos/[^/]+-\d+)")
_PART = 0.1
_TEXTS = ("q", "where")
# While somebody types, these are asked with every pause.
_TYPED_ALONG = "/suggest/"


class PageLimitMiddleware:
    """Answer 429 where a client asks for more pages than it may.

    Must come after the session's and the language's middleware, and before whatever
    asks the database. See docs/decisions/0029-page-limits.md.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        path = Path(settings.PAGE_COUNTS) if settings.PAGE_COUNTS else None
        self._rates = RequestRates(path, key=settings.SECRET_KEY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count the request; answer it only if its client has not asked too often."""
        if _NOT_COUNTED.match(request.path_info):
            return self._get_response(request)
        wait_s = self._wait_of(request, at=time())
        if wait_s:
            return too_many_requests(request, wait_s=math.ceil(wait_s))
        return self._get_response(request)

    def _wait_of(self, request: HttpRequest, *, at: float) -> float:
        """Return the seconds to wait, 0 if the request may pass."""
        is_part = _PART_OF_A_PAGE.match(request.path_info)
        # Reading the session would keep pictures out of the browser's cache.
        client = _address(request) if is_part else _client(request)
        limits = [("page", settings.PAGE_LIMIT, _PART if is_part else 1.0)]
        if _searches_text(request):
            limits.append(("text", settings.TEXT_SEARCH_LIMIT, 1.0))
        waits = (
            self._rates.take(f"{kind}:{client}", per_minute=limit, at=at, cost=cost)
            for kind, limit, cost in limits
            if limit
        )
        return next(filter(None, waits), 0.0)


def _client(request: HttpRequest) -> str:
    """Return the signed-in person, or else the address: a class has one address."""
    # Without the cookie there is no session, and none is looked for.
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        person = request.session.get(SESSION_KEY)
        if person:
            return f"person {person}"
    return _address(request)


def _address(request: HttpRequest) -> str:
    behind_proxy = bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    return client_address(request.META, behind_proxy=behind_proxy)


def _searches_text(request: HttpRequest) -> bool:
    if request.path_info == _TYPED_ALONG:
        return False
    return any(request.GET.get(name, "").strip() for name in _TEXTS)
