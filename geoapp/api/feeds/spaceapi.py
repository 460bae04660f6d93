"""`/venues/<slug>/spaceapi.json`: a venue as a SpaceAPI 15 document.

Only what is published is in it, so of a home its area. What SpaceAPI has no member
for stands under `ext_`, doubts included.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from geoapp.api.feeds.conditional_get import conditional_get
from geoapp.api.http.exchange import moment_text
from geoapp.api.http.links import venue_url
from geoapp.api.http.negotiation import JSON
from geoapp.api.http.resource_view import allow_all_origins
from geoapp.common.public_url import public_url
from geoapp.crafts.choices import Audience, Price
from geoapp.publishing.live_state import is_fresh
from geoapp.publishing.models import PublishedOpening, PublishedVenue
from geoapp.publishing.table_cells import address_line

_INTERVALS = {
    Price.HOUR.value: "hourly",
    Price.DAY.value: "daily",
    Price.MONTH.value: "monthly",
}
_LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
# SpaceAPI's own; the rest are links.
_CONTACT = frozenset(
    {"phone", "sip", "irc", "twitter", "mastodon", "facebook", "identica"}
    | {"foursquare", "xmpp", "gopher", "matrix", "mumble"}
)


@conditional_get(JSON, by_the_minute=True)
def document(_request: HttpRequest, slug: str) -> HttpResponse:
    """Return the SpaceAPI document of a published venue; earlier addresses redirect."""
    venue = PublishedVenue.objects.filter(slug=slug).first()
    if venue is None:
        return _moved(slug)
    opening = PublishedOpening.objects.filter(
        venue_id=venue.pk, audience=Audience.PUBLIC
    ).first()
    body = spaceapi_of(venue, opening, at=timezone.now())
    return allow_all_origins(
        JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    )


def _moved(slug: str) -> HttpResponse:
    """Redirect clients that poll an earlier address; raises Http404."""
    venue = PublishedVenue.objects.filter(aliases__contains=[slug]).first()
    if venue is None:
        raise Http404
    present = reverse("feeds:spaceapi", args=[venue.slug])
    return allow_all_origins(HttpResponsePermanentRedirect(present))


def spaceapi_of(
    venue: PublishedVenue, opening: PublishedOpening | None, *, at: datetime
) -> dict[str, Any]:
    """Return the document; `at` (aware) decides whether a live state still counts."""
    page = venue.page
    members = {
        "api_compatibility": ["15"],
        "space": venue.name,
        "logo": public_url(static("makerloom/img/icon-512.png")),
        "url": page["contact"].get("web") or venue_url(venue.slug),
        "location": _location(venue),
        "state": _state(opening, at),
        "contact": {k: v for k, v in page["contact"].items() if k in _CONTACT},
        "links": _links(venue),
        "membership_plans": _plans(page["price"]),
        **{f"ext_{name}": value for name, value in _extensions(venue).items()},
    }
    needed = {"contact"}
    return {
        name: value
        for name, value in members.items()
        if name in needed or value not in (None, "", [], {})
    }


def _location(venue: PublishedVenue) -> dict[str, Any]:
    page = venue.page
    location = {
        "address": address_line(page["address"]),
        "lat": round(venue.public_point.y, 6),
        "lon": round(venue.public_point.x, 6),
        "timezone": venue.time_zone,
        "country_code": venue.country,
        "hint": page["directions_hint"],
        "ext_floor": page["floor"],
        "ext_precision": venue.precision,
        "ext_uncertainty_m": venue.uncertainty_m,
    }
    return {name: value for name, value in location.items() if value not in (None, "")}


def _state(opening: PublishedOpening | None, at: datetime) -> dict[str, Any] | None:
    """Return the venue's live status while it is valid; opening hours are not a status."""
    if opening is None or opening.live_open is None or opening.live_at is None:
        return None
    if not is_fresh(opening.live_at, at):
        return None
    changed = opening.live_since or opening.live_at
    state = {
        "open": opening.live_open,
        "lastchange": int(changed.timestamp()),
        "message": opening.live_message,
    }
    return {name: value for name, value in state.items() if value != ""}


def _links(venue: PublishedVenue) -> list[dict[str, str]]:
    own = [{"name": "Makerloom", "url": venue_url(venue.slug)}]
    return own + [
        {"name": name, "url": value}
        for name, value in venue.page["contact"].items()
        if name not in _CONTACT and value.startswith(("https://", "http://"))
    ]


def _plans(price: Mapping[str, str] | None) -> list[dict[str, Any]]:
    if not price or not price["amount"] or not price["currency"]:
        return []
    interval = _INTERVALS.get(price["per"])
    if interval is None:
        return []
    plan = {
        "name": f"Per {price['per']}",
        "value": float(price["amount"]),
        "currency": price["currency"],
        "billing_interval": interval,
    }
    return [plan | ({"description": price["note"]} if price["note"] else {})]


def _extensions(venue: PublishedVenue) -> dict[str, Any]:
    page = venue.page
    public = (h["text"] for h in page["hours"] if h["audience"] == Audience.PUBLIC)
    day = venue.confirmed_at
    return {
        "makerloom_id": str(venue.pk),
        "kind": venue.kind,
        "summary": page["summary"],
        "operation": venue.operation,
        "confirmed_at": day and day.isoformat(),
        "changed_at": moment_text(venue.changed_at),
        "opening_hours": next(public, ""),
        "hours": page["hours"],
        "crafts": page["offers"],
        "machines": page["machines"],
        "access": venue.access,
        "wheelchair": venue.wheelchair,
        "newcomers": venue.newcomers,
        "inferred": page["inferred"],
        "photos": [_photo(venue, photo) for photo in page.get("photos", ())],
        "sources": page["sources"],
    }


def _photo(venue: PublishedVenue, photo: Mapping[str, Any]) -> dict[str, Any]:
    name = [venue.pk, photo["id"], max(photo["widths"])]
    members = {
        "url": public_url(reverse("venues:photo", args=name)),
        "alt": photo["alt"],
        "author": photo["author"],
        "licence": photo["licence"],
        "licence_url": _LICENCES.get(photo["licence"], ""),
    }
    return {key: value for key, value in members.items() if value}
