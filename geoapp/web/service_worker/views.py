"""The web app manifest, the service worker and the page without a network."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from geoapp.web.service_worker.release import release

_WORKER = settings.BASE_DIR / "static" / "makerloom" / "js" / "worker.js"
_PAPER = "#FAF6EF"  # as in tokens.css


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(_request: HttpRequest) -> JsonResponse:
    """Return the web app manifest."""
    members = {
        "id": "/",
        "name": _("Makerloom: places to make things"),
        "short_name": "Makerloom",
        "description": _("Liked it online? Make it nearby."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": _PAPER,
        "background_color": _PAPER,
        "icons": [
            _icon("icon-192.png", 192, "any"),
            _icon("icon-512.png", 512, "any"),
            _icon("icon-maskable.png", 512, "maskable"),
        ],
        "share_target": {
            "action": reverse("make:make"),
            "method": "GET",
            "enctype": "application/x-www-form-urlencoded",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
        "shortcuts": [
            {"name": _("Map"), "url": reverse("map:home")},
            {
                "name": _("Offline activities"),
                "url": reverse("activities:offline_activities"),
            },
            {"name": _("My likes"), "url": reverse("accounts:likes")},
        ],
    }
    return JsonResponse(members, content_type="application/manifest+json")


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"makerloom/img/{name}"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


@require_safe
@cache_control(no_cache=True)
def worker(_request: HttpRequest) -> HttpResponse:
    """Return the service worker script with the release and its files.

    The script differs with every release, so that browsers replace it and its cache.
    """
    this = release()
    config = {
        "release": this.name,
        "files": this.files,
        "noNetwork": reverse("service_worker:no_network"),
    }
    text = f"self.CONFIG = {json.dumps(config)};\n{_WORKER.read_text()}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_safe
def no_network(request: HttpRequest) -> HttpResponse:
    """Show the offline page; its script lists the cached pages."""
    return render(request, "service_worker/no_network.html")
