"""The reader's language, region and units."""

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

from geoapp.common.public_url import public_url
from geoapp.web.distances import KILOMETRES, MILES, chosen_units
from geoapp.web.redirects import safe_next

# The languages on offer, each by its own name. Regions (en-US) come from the
# browser's Accept-Language header.
CHOICES = {"en": "English", "de": "Deutsch"}
UNITS_COOKIE = "units"
_UNITS = (KILOMETRES, MILES)
# Paths without translated text, or whose language depends only on a parameter.
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
    """The choices of the footer's form, and the page's URLs in other languages."""

    language: str
    languages: tuple[tuple[str, str], ...]
    units: str
    path: str
    alternates: tuple[tuple[str, str], ...]


class ReaderMiddleware:
    """Activate the reader's language and units for each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with its Vary and Content-Language headers."""
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
    """Return the language: the `lang` parameter, else the cookie, else the browser's.

    The region comes from the browser: someone who chooses English and whose browser
    prefers en-US gets the formats of en-US.
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


def own_names() -> list[tuple[str, str]]:
    """Return the languages of the site with their regions, each by its own name."""
    names = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            names.append((code, str(dict(settings.LANGUAGES)[code])))
    return names


def _accepted(request: HttpRequest) -> list[str]:
    header = request.headers.get("Accept-Language", "")
    tags = (_supported(tag) for tag, _ in parse_accept_lang_header(header[:200]))
    return [language for language in tags if language]


def _supported(tag: str) -> str:
    """Return the supported language that is closest to a BCP 47 tag, or ""."""
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
    """Context processor: return `preferences` for the templates."""
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
    # Only pages without a query have alternates: searches are not indexed.
    alternates = () if query else tuple(_alternates(request.path))
    units = _units_of(request)
    return {
        "preferences": ReaderPreferences(
            language, tuple(CHOICES.items()), units, path, alternates
        )
    }


def _alternates(path: str) -> list[tuple[str, str]]:
    whole = public_url(path)
    alternates = [(tag, f"{whole}?{urlencode({'lang': tag})}") for tag in CHOICES]
    return [*alternates, ("x-default", whole)]


@never_cache
@require_safe  # A CSRF token for a preference would set a cookie on every page.
def choose(request: HttpRequest) -> HttpResponse:
    """Save language and units in cookies for a year, and redirect back."""
    response = redirect(safe_next(request, default="/"))
    language = request.GET.get("language", "")
    _set_cookie(response, _language_cookie(), language if language in CHOICES else "")
    units = request.GET.get("units", "")
    _set_cookie(response, UNITS_COOKIE, units if units in _UNITS else "")
    return response


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
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
