"""A venue as one row of cells: what CSV, GeoPackage and FlatGeobuf hold alike."""

from typing import Any

from geoapp.api.exports.venues import ExportedVenue
from geoapp.api.http.exchange import moment_text
from geoapp.publishing.table_cells import ADDRESS, UNKNOWN, offered_cells, origin_cells

# Of text all, but for these: degrees are decimal numbers, metres are whole.
DEGREES = ("longitude", "latitude")
METRES = ("uncertainty_m",)
COLUMNS = (
    *("id", "name", "slug", "kind", "summary", "organisation"),
    *ADDRESS,
    *DEGREES,
    *("precision", *METRES),
    *("crafts", "equipment", "inferred", "access", "price", "price_amount"),
    *("price_currency", "wheelchair", "newcomers", "operation", "hours"),
    *("time_zone", "website", "confirmed_at", "published_at", "changed_at"),
    *("url", "licence", "sources"),
)
_OF_THE_FEATURE = ("access", "price", "wheelchair", "newcomers", "operation")


def cells_of(venue: ExportedVenue) -> dict[str, Any]:
    """Return the cells by their columns: unknown values of lists are a word.

    Numbers, days and free texts that are unknown are None.
    """
    properties, page = venue.properties, venue.page
    address = page["address"]
    price = page["price"] or {}
    return {
        "id": str(venue.pk),
        "name": properties["name"],
        "slug": venue.slug,
        "kind": properties["kind"],
        "summary": page["summary"] or None,
        "organisation": page["organisation"] or None,
        **{name: address.get(name) or None for name in ADDRESS},
        "longitude": venue.lon,
        "latitude": venue.lat,
        "precision": properties["precision"],
        "uncertainty_m": properties["uncertainty_m"],
        **{name: _words(properties[name]) for name in _OF_THE_FEATURE},
        "price_amount": price.get("amount") or None,
        "price_currency": price.get("currency") or None,
        "hours": _hours(page["hours"]),
        "time_zone": properties["time_zone"],
        "website": page["contact"].get("web"),
        "confirmed_at": properties["confirmed_at"],
        "published_at": moment_text(venue.published_at),
        "changed_at": moment_text(venue.changed_at),
        "url": venue.url,
        **offered_cells(page),
        **origin_cells(page),
    }


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value) or UNKNOWN
    return value or UNKNOWN


def _hours(hours: list[dict[str, Any]]) -> str:
    """Return "public: Mo-Fr 10:00-18:00 | members: 24/7 (inferred)", or unknown."""
    texts = (
        f"{h['audience']}: {h['text']}{' (inferred)' if h['inferred'] else ''}"
        for h in hours
    )
    return " | ".join(texts) or UNKNOWN
