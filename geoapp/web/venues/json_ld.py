"""A venue as schema.org JSON-LD, known values only, with their accuracy."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from geoapp.common.public_url import public_url
from geoapp.crafts.choices import Audience
from geoapp.discovery.hours.open_state import AudienceHours
from geoapp.publishing.hours_rules import comments
from geoapp.publishing.models import PublishedVenue
from geoapp.web.venues.photos import photo_context

_TYPES = {
    "artisan_shop": "Store",
    "library_makerspace": "Library",
    "school_lab": "EducationalOrganization",
}
_INEXACT = frozenset({"city", "area"})
_AT_THE_DOOR = frozenset({"exact", "address"})
# Hours of a closed place are not stated: people might go there.
_RUNNING = frozenset({"operating", "unknown"})


# The JSON must neither close its script element nor open a comment.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_ld_script(venue: PublishedVenue, hours: Sequence[AudienceHours]) -> SafeString:
    """Return the description as a script element for the page's head."""
    text = json.dumps(json_ld_of(venue, hours), ensure_ascii=False).translate(_ESCAPES)
    escaped = mark_safe(text)  # noqa: S308 - every character HTML knows is escaped
    return format_html('<script type="application/ld+json">{}</script>', escaped)


def json_ld_of(venue: PublishedVenue, hours: Sequence[AudienceHours]) -> dict[str, Any]:
    """Return the schema.org description without unknown members.

    A place known only to its town or area has no `geo`, because consumers would take
    it as exact; one known to its street has a circle. Hours that are inferred, have a
    comment or do not parse are given as written.
    """
    sure, uncertain = _published_hours(venue, hours)
    page = venue.page
    members = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(venue.kind, "LocalBusiness"),
        "@id": public_url(venue.get_absolute_url()),
        "name": venue.name,
        "url": page["contact"].get("web") or None,
        "address": _address(page["address"]),
        "geo": _geo(venue),
        "dateModified": venue.confirmed_at and venue.confirmed_at.isoformat(),
        "openingHours": sure,
        "additionalProperty": _uncertainty(venue, uncertain),
        "image": _images(venue),
        "isBasedOn": [
            {"@type": "Dataset", "name": s["name"], "license": s["licence"]}
            for s in page["sources"]
        ],
    }
    return {name: value for name, value in members.items() if value}


def _address(address: dict[str, str]) -> dict[str, str] | None:
    names = {
        "street": "streetAddress",
        "locality": "addressLocality",
        "region": "addressRegion",
        "postcode": "postalCode",
        "country": "addressCountry",
    }
    members = {names[name]: value for name, value in address.items() if value}
    return {"@type": "PostalAddress", **members} if members else None


def _geo(venue: PublishedVenue) -> dict[str, Any] | None:
    point = {
        "@type": "GeoCoordinates",
        "longitude": venue.public_point.x,
        "latitude": venue.public_point.y,
    }
    if venue.precision in _AT_THE_DOOR:
        return point
    if venue.precision in _INEXACT or not venue.uncertainty_m:
        return None
    return {
        "@type": "GeoCircle",
        "geoMidpoint": point,
        "geoRadius": str(venue.uncertainty_m),  # metres, as a number alone means
    }


def _images(venue: PublishedVenue) -> list[dict[str, Any]]:
    """Return the photos with credit, and licence if there is one."""
    photos = photo_context(venue.pk, venue.page.get("photos", ()))
    images = [
        {
            "@type": "ImageObject",
            "contentUrl": public_url(photo["largest"]),
            "caption": photo["alt"],
            "creditText": photo["author"],
            "license": photo["licence_url"] or None,
        }
        for photo in photos
    ]
    return [{k: v for k, v in image.items() if v} for image in images]


def _published_hours(
    venue: PublishedVenue, hours: Sequence[AudienceHours]
) -> tuple[list[str], list[str]]:
    """Return the hours for the public: the confirmed and the uncertain."""
    states = [
        audience_hours.state
        for audience_hours in hours
        if audience_hours.audience == Audience.PUBLIC
    ]
    sure = [
        state.text
        for state in states
        if venue.operation in _RUNNING
        and state.parsed
        and not state.inferred
        and not comments(state.text)
    ]
    return sure, [state.text for state in states if state.text not in sure]


def _uncertainty(venue: PublishedVenue, hours: list[str]) -> list[dict[str, Any]]:
    """Return accuracy, inferred values and age, which schema.org has no members for."""
    day = venue.confirmed_at
    doubts = {
        "precision": venue.precision,
        "uncertainty_m": venue.uncertainty_m,
        "inferred": ", ".join(venue.page["inferred"]),
        "inferred crafts": _inferred(venue, "offers", "craft"),
        "inferred equipment": _inferred(venue, "machines", "equipment"),
        "hours as written": "; ".join(hours),
        "operation": venue.operation,
        "confirmed_at": day.isoformat() if day else "never",
    }
    return [
        {"@type": "PropertyValue", "name": name, "value": value}
        for name, value in doubts.items()
        if value
    ]


def _inferred(venue: PublishedVenue, rows: str, name: str) -> str:
    """Return the inferred ids."""
    names = (row[name] for row in venue.page[rows] if row["inferred"])
    return ", ".join(dict.fromkeys(names))
