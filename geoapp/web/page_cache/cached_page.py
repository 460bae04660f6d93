"""The decorator of views whose pages are the same for everybody who is signed out.

See docs/decisions/0032-pages-in-memory.md.
"""

import re
from collections.abc import Callable, Hashable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from geoapp.publishing.sql.data_version import data_version
from geoapp.web.distances import chosen_units
from geoapp.web.page_cache.store import PageStore, StoredPage
from geoapp.web.reader_preferences import UNITS_COOKIE

View = Callable[..., HttpResponse]
_EARLIER_SESSION_COOKIE = "sessionid"
_LONGEST_QUERY = 1_000
_NUMBERS = re.compile(r"\d[.,]\d.*\d[.,]\d")  # perhaps coordinates


def cached_page(view: View) -> View:
    """Answer people who are signed out from memory, as long as nothing has changed.

    The view must depend on nothing but its address, the language and the units of the
    reader, the public data, and the minute.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_for_everybody(request):
            return view(request, *args, **kwargs)
        # Read before the page is made, which is then at least as new. The minute comes
        # first: after a restored backup the version is lower, for a minute at most.
        version = data_version()
        moment = (int(timezone.now().timestamp()) // 60, version)
        key = _key(request)
        stored = _store().get(key, moment=moment)
        if stored is None:
            response = _for_nobody(view, request, *args, **kwargs)
            page = _page_of(request, response)
            if page is not None:
                _store().put(key, page, moment=moment)
            return response
        return _response(stored)

    answer.is_cached_page = True  # type: ignore[attr-defined] # for the test of all
    return answer


def _is_for_everybody(request: HttpRequest) -> bool:
    """Whether nothing personal can be in the response, and it may be stored."""
    # A visitor's own position is nobody else's, and has to stay nowhere.
    places = (request.GET.get("where", ""), request.GET.get("q", ""))
    is_by_position = "near" in request.GET or any(map(_NUMBERS.search, places))
    personal = {
        settings.SESSION_COOKIE_NAME,
        _EARLIER_SESSION_COOKIE,
        CookieStorage.cookie_name,
    }
    return (
        settings.PAGE_CACHE_MB > 0
        and request.method == "GET"
        and personal.isdisjoint(request.COOKIES)
        and not is_by_position
        and len(request.META["QUERY_STRING"]) <= _LONGEST_QUERY
        # What is not committed yet has no number of its own.
        and not connection.in_atomic_block
    )


def _key(request: HttpRequest) -> Hashable:
    return (
        request.get_host(),
        request.scheme,
        request.path,
        request.META["QUERY_STRING"],
        translation.get_language(),
        chosen_units.get(),
    )


def _for_nobody(
    view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Make the page without cookies and without a user, so that it can show neither."""
    cookies, user = request.COOKIES, request.user
    request.COOKIES = {UNITS_COOKIE: chosen_units.get()}  # as in the key
    request.user = AnonymousUser()
    try:
        return view(request, *args, **kwargs)
    finally:
        request.COOKIES, request.user = cookies, user


def _page_of(request: HttpRequest, response: HttpResponse) -> StoredPage | None:
    """Return the page to be stored, None if it is not the same for everybody."""
    is_personal = (
        response.cookies
        # A form's token was written into it.
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        or request.session.modified
        or "Cache-Control" in response.headers
    )
    if is_personal or response.streaming or response.status_code != 200:
        return None
    return StoredPage(response.content, tuple(response.items()))


def _response(stored: StoredPage) -> HttpResponse:
    response = HttpResponse(stored.body)
    for name, value in stored.headers:
        response.headers[name] = value
    return response


@cache
def _store() -> PageStore:
    return PageStore(max_bytes=settings.PAGE_CACHE_MB * 1_000_000)
