"""How the reader reads: in which language, of which region, in km or miles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from geoapp.web.distances import KILOMETRES, MILES, chosen_units
from geoapp.web.redirects import safe_next

# The languages that one can choose, each by its own name; a region of theirs
# (en-US) is never asked for, the browser says it.
CHOICES = {"en": "English", "de": "Deutsch"}
UNITS_COOKIE = "units"
_UNITS = (KILOMETRES, MILES)
# What holds no words of ours, or takes its language from a parameter alone.
_WITHOUT_READER = (
    "/api/",
    "/static/",
    "/embed/make-it-near-you.js",
    "/embed/parts/",
    "/map/basemap",
    "/map/labels/",
    "/health",
    "/sw.js",
    "/robots.txt",
    "/sitemap",
)
_PAGES_AMONG_THEM = ("/api/docs",)


@dataclass(frozen=True, slots=True)
class ReaderPreferences:
    """What a page's footer offers to choose, and this page in other languages."""

    language: str
    languages: tuple[tuple[str, str], ...]
    units: str
    path: str
    alternates: tuple[tuple[str, str], ...]


class ReaderMiddleware:
    """Lets a request be answered in its reader's language and units."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the language active; caches are told what it hangs on."""
        path = request.path
        if path.startswith(_WITHOUT_READER) and path not in _PAGES_AMONG_THEM:
            with translation.override(settings.LANGUAGE_CODE):
                return self._get_response(request)
        language = language_of(request)
        token = chosen_units.set(_units_of(request))
        try:
            with translation.override(language):
                response = self._get_response(request)
        finally:
            chosen_units.reset(token)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> str:
    """Return the language: the address's `lang`, else as chosen, else the browser's.

    A region is the browser's: whoever chooses English and reads en-US at home
    reads the times of en-US.
    """
    accepted = _accepted(request)
    requested = (
        request.GET.get("lang", ""),
        request.COOKIES.get(_language_cookie(), ""),
    )
    supported = next(filter(None, map(_supported, requested)), "")
    if not supported:
        return accepted[0] if accepted else settings.LANGUAGE_CODE
    of_region = (tag for tag in accepted if tag.split("-")[0] == supported)
    return next(of_region, supported)


def _accepted(request: HttpRequest) -> list[str]:
    header = request.headers.get("Accept-Language", "")
    tags = (_supported(tag) for tag, _ in parse_accept_lang_header(header[:200]))
    return [language for language in tags if language]


def _supported(tag: str) -> str:
    """Return the language of ours that is nearest to a BCP 47 tag, or ""."""
    try:
        return translation.get_supported_language_variant(tag.lower())
    except LookupError:
        return ""


def _units_of(request: HttpRequest) -> str:
    units = request.COOKIES.get(UNITS_COOKIE, "")
    return units if units in _UNITS else ""


def _language_cookie() -> str:
    return str(settings.LANGUAGE_COOKIE_NAME)


def preferences(request: HttpRequest) -> dict[str, Any]:
    """Return `preferences` for the templates: the choice, and the other languages."""
    language = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    query = urlencode(
        [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name != "lang"
        ]
    )
    path = f"{request.path}?{query}" if query else request.path
    # A search is nobody's page: only an address that stands for itself has others.
    alternates = () if query else tuple(_alternates(request.path))
    units = _units_of(request)
    return {
        "preferences": ReaderPreferences(
            language, tuple(CHOICES.items()), units, path, alternates
        )
    }


def _alternates(path: str) -> list[tuple[str, str]]:
    whole = f"{settings.PUBLIC_BASE_URL}{path}"
    alternates = [(tag, f"{whole}?{urlencode({'lang': tag})}") for tag in CHOICES]
    return [*alternates, ("x-default", whole)]


@never_cache
@require_safe  # A token for a mere preference would put a cookie on every page.
def choose(request: HttpRequest) -> HttpResponse:
    """Keep how the reader reads in two cookies of a year, and go back."""
    response = redirect(safe_next(request, default="/"))
    language = request.GET.get("language", "")
    _keep(response, _language_cookie(), language if language in CHOICES else "")
    units = request.GET.get("units", "")
    _keep(response, UNITS_COOKIE, units if units in _UNITS else "")
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    if not value:
        response.delete_cookie(name)
        return
    response.set_cookie(
        name,
        value,
        max_age=365 * 86_400,
        secure=settings.HTTPS_ONLY,
        httponly=True,
        samesite="Lax",
    )
