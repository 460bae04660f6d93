"""The page of places open nearby for the rest of today."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from geoapp.discovery.hours.open_today import MAX_PLACES, open_today
from geoapp.geo.time_zones import time_zone_at
from geoapp.geo.values import Radius
from geoapp.web.page_params import page_params, position_of

WIDER = Radius(50_000)


@require_safe
def offline_activities(request: HttpRequest) -> HttpResponse:
    """Show the places open near the visitor for the rest of today."""
    at = timezone.now()
    params = page_params(request, at=at)
    near = position_of(request, params)
    criteria = params.criteria
    wider = criteria.replace(near=near, radius=WIDER)
    context = {
        "at": at,
        "criteria": criteria,
        "where": params.where,
        "place": params.place,
        "problems": params.problems,
        "today": near and open_today(near=near, within=criteria.radius, at=at),
        # A date, because templates would show a time in the server's time zone.
        "day": near and at.astimezone(ZoneInfo(time_zone_at(near))).date(),
        "max_places": MAX_PLACES,
        "wider_query": near
        and criteria.radius.metres < WIDER.metres
        and params.query(wider),
        "wider_radius": WIDER.metres,
    }
    return render(request, "activities/activities.html", context)
