"""The search page, the data of its map, and suggestions."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from geoapp.crafts.choices import Kind
from geoapp.discovery.matching.reasons import freshness
from geoapp.discovery.search.beyond_horizon import TooManyToEvaluate
from geoapp.discovery.search.map_clusters import MAX_ZOOM, MapClusters, map_clusters
from geoapp.discovery.search.params import Problem
from geoapp.discovery.text.autocomplete import autocomplete
from geoapp.publishing.models import PublishedVenue
from geoapp.web.map.result_page import result_context
from geoapp.web.marker_shapes import shape_of
from geoapp.web.page_cache.cached_page import cached_page
from geoapp.web.page_params import page_params
from geoapp.web.service_worker.cache_headers import allow_offline_copy

_WORLD_ZOOM = 4


@require_safe
@cached_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the search form, the list of results and the map.

    A URL in the search field redirects to the page for pasted links.
    """
    if request.GET.get("q", "").strip().lower().startswith(("http://", "https://")):
        return redirect(f"{reverse('make:make')}?{_make_query(request.GET)}")
    context = result_context(request, at=timezone.now())
    page = render(request, "map/home.html", context)
    words = ", ".join(words for words, _without in context["chips"])
    return allow_offline_copy(
        request, page, title=words or _("Map"), by_position=context["by_position"]
    )


def _make_query(params: QueryDict) -> str:
    """Return the query string with `q` as `url`."""
    # The filters of the map do not describe the link.
    left = ("q", "url", "craft", "equipment")
    other_params = [(n, v) for n, vs in params.lists() if n not in left for v in vs]
    return urlencode([("url", params.get("q", "").strip()), *other_params])


@require_safe
@cached_page
def results(request: HttpRequest) -> HttpResponse:
    """Return the parts that a new search changes, for the home page's script."""
    return render(
        request, "map/update.html", result_context(request, at=timezone.now())
    )


@require_safe
@cached_page
def view(request: HttpRequest) -> JsonResponse:
    """Return clusters and points for a map view (`bbox`, `zoom`).

    If a view holds too many places to evaluate at the chosen time, that is a 400 with
    the same message as in the list.
    """
    at = timezone.now()
    criteria = page_params(request, at=at).criteria
    zoom = request.GET.get("zoom", "")
    level = int(zoom) if zoom.isascii() and zoom.isdigit() and len(zoom) < 3 else 3
    if criteria.bbox is None:
        # Without a box, the whole world is only ever shown in clusters.
        level = min(level, _WORLD_ZOOM)
    try:
        clusters = map_clusters(criteria, zoom=min(level, MAX_ZOOM), at=at)
    except TooManyToEvaluate as error:
        return JsonResponse({"problems": _problems(error.problems)}, status=400)
    return JsonResponse(_clusters_json(clusters, at))


def _problems(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [{"parameter": p.parameter, "message": p.message} for p in problems]


def _clusters_json(clusters: MapClusters, at: Any) -> dict[str, Any]:
    return {
        "count": clusters.count,
        "cells": [
            {
                "lon": round(cell.position.lon, 5),
                "lat": round(cell.position.lat, 5),
                "count": cell.count,
                "open": cell.open,
            }
            for cell in clusters.cells
        ],
        "points": [_point(venue, at) for venue in clusters.points],
    }


def _point(venue: PublishedVenue, at: Any) -> dict[str, Any]:
    return {
        "id": str(venue.pk),
        "slug": venue.slug,
        "name": venue.name,
        "kind": venue.kind,
        "kind_words": str(Kind(venue.kind).label),
        "shape": shape_of(venue.kind),
        "lon": round(venue.public_point.x, 6),
        "lat": round(venue.public_point.y, 6),
        "precision": venue.precision,
        "uncertainty_m": venue.uncertainty_m,
        "operation": venue.operation,
        "stale": freshness(venue.confirmed_at, at) in ("stale", "unknown"),
    }


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return suggestions for a partial query (`q`, optional `near`)."""
    params = page_params(request, at=timezone.now())
    part = request.GET.get("part", "")
    suggestions = autocomplete(
        params.text,
        near=params.criteria.near,
        language=params.criteria.language,
        part=part if part in ("what", "where") else "",
    )
    return JsonResponse(
        {
            "suggestions": [
                {
                    "type": item.type,
                    "id": item.id,
                    "label": item.label,
                    # "Hackney, England" beside "Hackney" would repeat the name.
                    "detail": item.detail.removeprefix(f"{item.label}, "),
                    "lon": item.position.lon if item.position else None,
                    "lat": item.position.lat if item.position else None,
                }
                for item in suggestions
            ]
        }
    )
