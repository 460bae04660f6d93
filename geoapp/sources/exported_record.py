"""Split a feature of a Makerloom export into one record per source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geoapp.sources.reader_rows import RowRefused
from geoapp.venues.record_json import UnreadableRecord, record_from_json
from geoapp.venues.records import VenueRecord

# The record's fields behind each name of `said_by`.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "position": ("position", "precision", "uncertainty_m", "time_zone"),
    "price": ("price", "price_amount", "price_currency", "price_note"),
    "operation": ("operation", "operation_since", "operation_reason"),
}
_OF_THE_PAGE = (
    *("alternate_names", "summary", "organisation", "networks", "materials"),
    *("languages", "address", "directions_hint", "floor", "area_served_m"),
    *("minimum_age", "accessibility", "contact", "offers", "machines"),
)
_OF_THE_FEATURE = ("name", "kind", "access", "wheelchair", "newcomers", "confirmed_at")


@dataclass(frozen=True, slots=True)
class Part:
    """One source's record of the venue."""

    source_id: str
    record: VenueRecord


def parts_of(feature: Mapping[str, Any], *, pk: str) -> tuple[Part, ...]:
    """Return one part per source; the source of the position comes first.

    Raises RowRefused, and Python's own errors for features of another shape.
    """
    properties = feature["properties"]
    listed = properties["details"]["sources"]
    if not listed:
        raise RowRefused("No source given.")
    values = _values(feature)
    said_by = properties["said_by"]
    first = next(iter(said_by.get("position", ())), listed[0]["id"])
    ordered = sorted(listed, key=lambda source: source["id"] != first)
    return tuple(
        Part(
            source["id"],
            _record(
                _members(values, said_by, source["id"], first=number == 0),
                properties,
                pk=pk if number == 0 else f"{pk}#{number}",
                url=source["url"],
            ),
        )
        for number, source in enumerate(ordered)
    )


def _values(feature: Mapping[str, Any]) -> dict[str, Any]:
    """Return all known values in a record's JSON form."""
    properties = feature["properties"]
    page = properties["details"]
    price = page["price"] or {}
    values = {
        **{name: page[name] for name in _OF_THE_PAGE},
        **{name: properties[name] for name in _OF_THE_FEATURE},
        "position": feature["geometry"]["coordinates"],
        "precision": properties["precision"],
        "uncertainty_m": properties["uncertainty_m"],
        "time_zone": properties["time_zone"],
        "price": price.get("per"),
        "price_amount": price.get("amount"),
        "price_currency": price.get("currency"),
        "price_note": price.get("note"),
        "operation": properties["operation"],
        "operation_since": page["operation"]["since"],
        "operation_reason": page["operation"]["reason"],
        "hours": [_known(hours) for hours in page["hours"]],
        "inferred": page["inferred"],
    }
    if properties["precision"] == "area":
        # Derived from the cell size or the service area, so it is not imported.
        values["uncertainty_m"] = None
    return _known(values)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v is not None and v not in ("", [], {})}


def _members(
    values: Mapping[str, Any],
    said_by: Mapping[str, list[str]],
    source_id: str,
    *,
    first: bool,
) -> dict[str, Any]:
    """Return the values of a source; the first one also gets the corrected values."""

    def is_its(name: str) -> bool:
        keys = said_by.get(name, ())
        return source_id in keys or (first and not keys)

    grouped = {name: head for head, names in _GROUPS.items() for name in names}
    apart = {"hours", "inferred"}
    members = {
        name: value
        for name, value in values.items()
        if name not in apart and is_its(grouped.get(name, name))
    }
    hours = [h for h in values.get("hours", ()) if is_its(f"hours:{h['audience']}")]
    guessed = [n for n in values.get("inferred", ()) if is_its(grouped.get(n, n))]
    return members | _known(
        {"hours": hours, "inferred": [name for name in guessed if name != "hours"]}
    )


def _record(
    members: Mapping[str, Any], properties: Mapping[str, Any], *, pk: str, url: str
) -> VenueRecord:
    """Return the record; name and kind are in each, because records require both."""
    values = {
        **members,
        "external_id": pk,
        "name": properties["name"],
        "kind": properties["kind"],
    }
    if properties["precision"] != "area" and url:
        values["url"] = url
    try:
        return record_from_json(values)
    except UnreadableRecord as error:
        raise RowRefused(str(error)) from None
