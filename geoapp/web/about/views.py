"""The about and privacy pages, and robots.txt."""

from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from geoapp.accounts.personal_data import registered_personal_data
from geoapp.common.public_url import public_url

# Closed to crawlers: personal pages first, then data that costs a search.
ROBOTS_DISALLOWED = (
    "admin:index",
    "account_login",
    "account_logout",
    "account_signup",
    "account_reset_password",
    "accounts:account",
    "accounts:likes",
    "manage:my_venues",
    "manage:queue",
    "tutorials:add",
    "choose_preferences",
    "service_worker:no_network",
    "api:venues",
    "api:tutorials",
    "map:results",
    "map:view",
    "map:labels",
    "map:suggest",
    "map:results_csv",
    "embed:search",
    "api:export_geojsonl",
    "api:export_csv",
    "api:export_gpkg",
    "api:export_fgb",
    "api:export_ics",
)


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(_request: HttpRequest) -> HttpResponse:
    """Return robots.txt, which disallows only the paths above."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {reverse(name)}" for name in ROBOTS_DISALLOWED),
    ]
    lines.append(f"Sitemap: {public_url(reverse('feeds:sitemap'))}")
    text = "\n".join(lines) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show how results are ordered, the sources of the data and a contact address."""
    contact = settings.CONTACT.strip()
    is_page = contact.startswith(("https://", "http://"))
    is_mail = "@" in contact and not is_page and " " not in contact
    context = {
        "contact": contact,
        "contact_link": contact if is_page else f"mailto:{contact}" if is_mail else "",
    }
    return render(request, "about/about.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is stored, for how long, and how to delete it."""
    entries = registered_personal_data()
    by_topic = groupby(entries, key=attrgetter("topic"))
    context = {
        "tiles_from": settings.TILE_ORIGIN.partition("://")[2],
        "register": [(topic, list(rows)) for topic, rows in by_topic],
    }
    return render(request, "about/privacy.html", context)
