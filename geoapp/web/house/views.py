"""What is open today, for going there; what Makerloom is; what it stores."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from geoapp.discovery.today import MOST, open_today
from geoapp.geo.values import Radius
from geoapp.geo.zones import time_zone_at
from geoapp.web.params import page_params, position_of

WIDER = Radius(50_000)
# What crawlers leave alone: first what is a person's, then data that costs a search.
_NOT_FOUND = (
    "admin:index",
    "account_login",
    "account_logout",
    "account_signup",
    "account_reset_password",
    "accounts:account",
    "accounts:likes",
    "manage:mine",
    "manage:queue",
    "tutorials:add",
    "choose_reading",
    "kept:no_network",
    "api:venues",
    "api:tutorials",
    "map:results",
    "map:view",
    "map:labels",
    "map:suggest",
    "map:list_file",
    "embed:search",
    "api:export_geojsonl",
    "api:export_csv",
    "api:export_gpkg",
    "api:export_fgb",
    "api:export_ics",
)


@require_safe
def offline_activities(request: HttpRequest) -> HttpResponse:
    """Show what is open near the person in the rest of today."""
    at = timezone.now()
    asked = page_params(request, at=at)
    near = position_of(request, asked)
    criteria = asked.criteria
    wider = criteria.but(near=near, radius=WIDER)
    context = {
        "at": at,
        "criteria": criteria,
        "where": asked.where,
        "place": asked.place,
        "problems": asked.problems,
        "today": near and open_today(near=near, within=criteria.radius, at=at),
        # A date, since templates show a moment by the clock of the server.
        "day": near and at.astimezone(ZoneInfo(time_zone_at(near))).date(),
        "most": MOST,
        "wider_query": near
        and criteria.radius.metres < WIDER.metres
        and asked.query(wider),
        "wider_radius": WIDER.metres,
    }
    return render(request, "house/offline.html", context)


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(_request: HttpRequest) -> HttpResponse:
    """Answer what crawlers leave alone; they may read everything else."""
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in _NOT_FOUND)]
    lines.append(f"Sitemap: {settings.PUBLIC_BASE_URL}{reverse('feeds:sitemap')}")
    text = "\n".join(lines) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show how places are ordered, what is unknown, whose the data is, and whom to ask."""
    contact = settings.CONTACT.strip()
    is_page = contact.startswith(("https://", "http://"))
    is_mail = "@" in contact and not is_page and " " not in contact
    context = {
        "contact": contact,
        "contact_link": contact if is_page else f"mailto:{contact}" if is_mail else "",
    }
    return render(request, "house/about.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is stored, for how long, and how to delete it."""
    context = {
        "tiles_from": settings.TILE_ORIGIN.partition("://")[2],
        "session_days": settings.SESSION_COOKIE_AGE // 86_400,
    }
    return render(request, "house/privacy.html", context)
