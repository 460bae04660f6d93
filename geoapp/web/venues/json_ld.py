"""A venue as schema.org JSON-LD: what is known, and how exactly, nothing else."""

import json
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from geoapp.publishing.models import PublishedVenue

_TYPES = {
    "artisan_shop": "Store",
    "library_makerspace": "Library",
    "school_lab": "EducationalOrganization",
}
_INEXACT = frozenset({"city", "area"})


# JSON may not end the element that it stands in, nor begin a comment.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_ld_script(venue: PublishedVenue) -> SafeString:
    """Return the description as a data block for the page's head."""
    text = json.dumps(json_ld_of(venue), ensure_ascii=False).translate(_ESCAPES)
    escaped = mark_safe(text)  # noqa: S308 - every character HTML knows is escaped
    return format_html('<script type="application/ld+json">{}</script>', escaped)


def json_ld_of(venue: PublishedVenue) -> dict[str, Any]:
    """Return the schema.org description, unknown members left out.

    A place that is known only to its town or area gets no `geo`, since a
    consumer would take it for the door.
    """
    page = venue.page
    said = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(venue.kind, "LocalBusiness"),
        "@id": f"{settings.PUBLIC_BASE_URL}{venue.get_absolute_url()}",
        "name": venue.name,
        "url": page["contact"].get("web") or None,
        "address": _address(page["address"]),
        "geo": _geo(venue),
        "dateModified": venue.confirmed_at and venue.confirmed_at.isoformat(),
        "openingHours": _known_hours(page),
        "additionalProperty": _doubts(venue),
        "isBasedOn": [
            {"@type": "Dataset", "name": s["name"], "license": s["licence"]}
            for s in page["sources"]
        ],
    }
    return {name: value for name, value in said.items() if value}


def _address(address: dict[str, str]) -> dict[str, str] | None:
    names = {
        "street": "streetAddress",
        "locality": "addressLocality",
        "region": "addressRegion",
        "postcode": "postalCode",
        "country": "addressCountry",
    }
    said = {names[name]: value for name, value in address.items() if value}
    return {"@type": "PostalAddress", **said} if said else None


def _geo(venue: PublishedVenue) -> dict[str, Any] | None:
    if venue.precision in _INEXACT:
        return None
    return {
        "@type": "GeoCoordinates",
        "longitude": venue.public_point.x,
        "latitude": venue.public_point.y,
    }


def _known_hours(page: dict[str, Any]) -> list[str]:
    """Return the public's hours where somebody stated them."""
    return [
        hours["text"]
        for hours in page["hours"]
        if hours["audience"] == "public" and not hours["inferred"]
    ]


def _doubts(venue: PublishedVenue) -> list[dict[str, Any]]:
    doubts = [
        {"@type": "PropertyValue", "name": "precision", "value": venue.precision},
        {
            "@type": "PropertyValue",
            "name": "inferred",
            "value": ", ".join(venue.page["inferred"]),
        },
    ]
    return [doubt for doubt in doubts if doubt["value"]]
