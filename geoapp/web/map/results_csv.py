"""Search results as a CSV file, uncertainty included."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from geoapp.common.public_url import public_url
from geoapp.discovery.matching.reasons import freshness
from geoapp.discovery.search.beyond_horizon import TooManyToEvaluate
from geoapp.discovery.search.criteria import MAX_LIMIT
from geoapp.discovery.search.params import Problem
from geoapp.discovery.search.results import SearchHit, search
from geoapp.discovery.search.visit_time import VisitTime
from geoapp.publishing.models import PublishedVenue
from geoapp.publishing.table_cells import (
    BOM,
    UNKNOWN,
    csv_lines,
    offered_cells,
    origin_cells,
)
from geoapp.web.page_params import page_params

COLUMNS = (
    "id",
    "name",
    "slug",
    "kind",
    "summary",
    "locality",
    "country",
    "longitude",
    "latitude",
    "precision",
    "uncertainty_m",
    "distance_m",
    "crafts",
    "equipment",
    "inferred",
    "access",
    "price",
    "wheelchair",
    "newcomers",
    "operation",
    "hours",
    "open_state",
    "open_state_at",
    "confirmed_at",
    "freshness",
    "url",
    "licence",
    "sources",
)


@require_safe
def results_csv(request: HttpRequest) -> HttpResponse:
    """Return up to 1,000 results as CSV (RFC 4180, UTF-8 with BOM).

    Invalid parameters are a 400: unlike a page, a file cannot show messages.
    """
    at = timezone.now()
    params = page_params(request, at=at)
    if params.problems:
        return _refusal(params.problems)
    try:
        result = search(params.criteria.replace(limit=MAX_LIMIT, cursor=""), at=at)
    except TooManyToEvaluate as error:
        return _refusal(error.problems)
    visit = result.criteria.visit or VisitTime(at)
    text = csv_text([row_of(hit, at=at, visit=visit) for hit in result.hits])
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8; header=present")
    answer["Content-Disposition"] = 'attachment; filename="makerloom-places.csv"'
    return answer


def _refusal(problems: Sequence[Problem]) -> HttpResponse:
    lines = "\n".join(f"{p.parameter}: {p.message}" for p in problems)
    return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")


def csv_text(rows: list[dict[str, Any]]) -> str:
    """Return the file; text cells are escaped so that none runs as a formula."""
    return BOM + csv_lines(
        [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]
    )


def row_of(hit: SearchHit, *, at: datetime, visit: VisitTime) -> dict[str, Any]:
    """Return the cells of a place by column.

    Unknown values are given as text; unknown numbers and dates are empty. `visit` is
    the time of the opening state, `at` (aware) the current time.
    """
    venue = hit.venue
    page = venue.page
    day = venue.confirmed_at
    return {
        "id": str(venue.pk),
        "name": venue.name,
        "slug": venue.slug,
        "kind": venue.kind,
        "summary": page["summary"],
        "locality": venue.locality,
        "country": venue.country,
        "longitude": round(venue.public_point.x, 6),
        "latitude": round(venue.public_point.y, 6),
        "precision": venue.precision,
        "uncertainty_m": venue.uncertainty_m,
        "distance_m": None if hit.distance_m is None else round(hit.distance_m, 1),
        "confirmed_at": day.isoformat() if day else None,
        "freshness": freshness(day, at),
        "url": public_url(venue.get_absolute_url()),
        **offered_cells(page),
        **_getting_in(venue),
        **_opening(hit, visit),
        **origin_cells(page),
    }


def _getting_in(venue: PublishedVenue) -> dict[str, str]:
    price = venue.page["price"]
    return {
        "access": "; ".join(venue.access) or UNKNOWN,
        "price": price["per"] if price else UNKNOWN,
        "wheelchair": venue.wheelchair or UNKNOWN,
        "newcomers": venue.newcomers or UNKNOWN,
        "operation": venue.operation or UNKNOWN,
    }


def _opening(hit: SearchHit, visit: VisitTime) -> dict[str, str]:
    """Return the hours as written, and the state at the time of the visit."""
    return {
        "hours": hit.opening.text or UNKNOWN,
        "open_state": hit.opening.state,
        "open_state_at": visit.iso(),
    }
