"""The public page of a venue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from geoapp.crafts.choices import Audience
from geoapp.discovery.hours.open_state import AudienceHours, hours_of
from geoapp.discovery.matching.tutorials_at_venue import tutorials_at_venue
from geoapp.publishing.models import PublishedVenue
from geoapp.web.about.not_found import ExplainedNotFound
from geoapp.web.page_cache.cached_page import cached_page
from geoapp.web.service_worker.cache_headers import allow_offline_copy
from geoapp.web.venues.contact import contact_of
from geoapp.web.venues.json_ld import json_ld_script
from geoapp.web.venues.photos import photo_context


@require_safe
@cached_page
def venue(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a venue; former URLs redirect to the current one."""
    row = PublishedVenue.objects.filter(slug=slug).first()
    if row is None:
        moved = PublishedVenue.objects.filter(aliases__contains=[slug]).first()
        if moved is None:
            raise ExplainedNotFound(
                gettext(
                    "There is no public place at this address. Its managers may have "
                    "withdrawn it, or a moderator may have removed it."
                )
            )
        return HttpResponsePermanentRedirect(moved.get_absolute_url())
    at = timezone.now()
    hours = hours_of(row, at=at)
    context = entry_of(row, hours, at=at) | {
        "tutorials_here": tutorials_at_venue(row),
        "json_ld": json_ld_script(row, hours),
    }
    page = render(request, "venues/venue.html", context)
    return allow_offline_copy(request, page, title=row.name, by_position=False)


def entry_of(
    venue: PublishedVenue, hours: Sequence[AudienceHours], *, at: datetime
) -> dict[str, Any]:
    """Return the context of a venue's entry, published or in a preview."""
    public = next(
        (
            audience_hours
            for audience_hours in hours
            if audience_hours.audience == Audience.PUBLIC
        ),
        None,
    )
    machines = venue.page["machines"]
    return {
        "at": at,
        "venue": venue,
        "page": venue.page,
        # A row may hold a live state only, without hours.
        "hours": [
            audience_hours for audience_hours in hours if audience_hours.state.text
        ],
        "public": public.state if public else None,
        "last_said": public.last_said if public else None,
        "all_offers_guessed": _all_guessed(venue.page["offers"]),
        "all_machines_guessed": _all_guessed(machines),
        "machines": [m for m in machines if m["count"] != 0],
        "absent_machines": [m for m in machines if m["count"] == 0],
        "contact": contact_of(venue),
        "photos": photo_context(venue.pk, venue.page.get("photos", ())),
    }


def _all_guessed(rows: list[dict[str, Any]]) -> bool:
    """Whether all rows are inferred: then one note replaces that of each row."""
    return len(rows) > 1 and all(row["inferred"] for row in rows)
