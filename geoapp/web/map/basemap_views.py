"""The basemap's files and the labels of places."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from geoapp.discovery.search.map_clusters import MAX_ZOOM
from geoapp.geocoding.place_labels import labels_in
from geoapp.web.map.basemap import LEVELS, basemap_path
from geoapp.web.page_params import page_params

_DAY = 86_400


def _file(request: HttpRequest) -> Path:
    level = request.GET.get("level", "world")
    if level not in LEVELS:
        raise Http404
    path = basemap_path(settings.BASEMAP_FOLDER, level)
    if not path.exists():
        raise Http404
    return path


def _etag(request: HttpRequest) -> str:
    status = _file(request).stat()
    stamp = f"{status.st_mtime_ns}-{status.st_size}".encode()
    return f'"{hashlib.sha256(stamp).hexdigest()[:16]}"'


@require_safe
@cache_control(public=True, max_age=_DAY)
@condition(etag_func=_etag)
def basemap(request: HttpRequest) -> HttpResponse:
    """Return a level of the basemap, always gzipped: every browser supports it."""
    answer = HttpResponse(
        _file(request).read_bytes(), content_type="application/geo+json"
    )
    answer["Content-Encoding"] = "gzip"
    return answer


@require_safe
@cache_control(public=True, max_age=_DAY)
def labels(request: HttpRequest) -> JsonResponse:
    """Return the place labels of a map view (`bbox`, `zoom`)."""
    bbox = page_params(request, at=timezone.now()).criteria.bbox
    zoom = request.GET.get("zoom", "")
    level = int(zoom) if zoom.isascii() and zoom.isdigit() and len(zoom) < 3 else 3
    places = labels_in(bbox, zoom=min(level, MAX_ZOOM)) if bbox else ()
    return JsonResponse(
        {
            "labels": [
                {
                    "name": label.name,
                    "lon": label.position.lon,
                    "lat": label.position.lat,
                    "rank": label.rank,
                }
                for label in places
            ]
        }
    )
