"""A venue as schema.org JSON-LD: what is known, and how exactly, nothing else."""

from typing import Any

from django.conf import settings

from geoapp.publishing.models import PublishedVenue

_TYPES = {
    "artisan_shop": "Store",
    "library_makerspace": "Library",
    "school_lab": "EducationalOrganization",
}
_INEXACT = frozenset({"city", "area"})


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
        "url": page["contact"].get("url") or None,
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
