"""Erase values of a venue everywhere: records, corrections, their history, the row."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import JSONField, Value

from geoapp.geo.points import to_point, to_position
from geoapp.geo.values import Position
from geoapp.venues.actions.compute_venues import compute_venues
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.drafts import ORGANIZERS
from geoapp.venues.history import correction_events_of, record_events_of
from geoapp.venues.models import (
    Correction,
    CorrectionEvent,
    SourceRecord,
    SourceRecordEvent,
    Venue,
    VenueEvent,
    VenueMerge,
)
from geoapp.venues.signals import send_venues_changed

# About one kilometre, as for home locations.
_HOME_DIGITS = 2
# "raw" are a list's own columns, which may name the place in any of them.
_EMPTY: Mapping[str, Any] = MappingProxyType(
    {"contact": {}, "raw": {}, "directions_hint": "", "floor": ""}
)
_PRIVATE_PARTS_OF_ADDRESS = frozenset({"street", "postcode"})
# A field and its value in JSON form in, the value without what is erased out.
Rewrite = Callable[[str, Any], Any]


@transaction.atomic
def erase_contact_address(
    *, venue_id: UUID, addresses: frozenset[str], at: datetime
) -> None:
    """Erase these email addresses (lower case) from the venue's contact details.

    If a list names one, a correction keeps it out when the list is imported again. `at`
    is aware.
    """

    def without(field: str, value: Any) -> Any:
        if field == "raw":
            return without_addresses(value, addresses)
        if field != "contact" or not isinstance(value, dict):
            return value
        return {k: v for k, v in value.items() if str(v).lower() not in addresses}

    lists = SourceRecord.objects.filter(venue_id=venue_id).exclude(
        source_id=ORGANIZERS.key
    )
    is_listed = any(_rewritten(record.said, without) != record.said for record in lists)
    _rewrite(venue_id, without)
    if is_listed:
        venue = Venue.objects.get(pk=venue_id)
        correct_venue(
            venue_id=venue_id, field="contact", value=venue.contact, author=None, at=at
        )


@transaction.atomic
def erase_exact_place(*, venue_id: UUID) -> None:
    """Erase how to find and reach a home; its location is rounded to a kilometre."""
    _rewrite(venue_id, without_home)


def without_addresses(value: Any, addresses: frozenset[str]) -> Any:
    """Return JSON without the texts in which one of the addresses stands."""
    if isinstance(value, dict):
        rows = {k: without_addresses(v, addresses) for k, v in value.items()}
        return {k: v for k, v in rows.items() if v is not None}
    if isinstance(value, list):
        return [without_addresses(item, addresses) for item in value]
    if isinstance(value, str) and any(a in value.lower() for a in addresses):
        return None
    return value


def without_home(field: str, value: Any) -> Any:
    """Return a field's value without how to find and reach a home."""
    if field in _EMPTY:
        return _EMPTY[field]
    if field == "position" and value:
        rounded = Position(*value).rounded(_HOME_DIGITS)
        return [rounded.lon, rounded.lat]
    if field == "address" and isinstance(value, dict):
        parts = _PRIVATE_PARTS_OF_ADDRESS
        return {name: part for name, part in value.items() if name not in parts}
    return value


def _rewrite(venue_id: UUID, rewrite: Rewrite) -> None:
    Venue.objects.select_for_update().get(pk=venue_id)
    for record in SourceRecord.objects.filter(venue_id=venue_id):
        # The digest stays: the same edition of a list does not bring it back.
        record.said = _rewritten(record.said, rewrite)
        record.save(update_fields=["said"])
    for correction in Correction.objects.filter(venue_id=venue_id):
        value = rewrite(correction.field, correction.value)
        if value != correction.value:
            Correction.objects.filter(pk=correction.pk).update(value=_json(value))
    compute_venues(venue_ids=[venue_id])
    _rewrite_history(venue_id, rewrite)
    _rewrite_merges(venue_id, rewrite)
    send_venues_changed([venue_id])


def _rewrite_history(venue_id: UUID, rewrite: Rewrite) -> None:
    for record in record_events_of(venue_id):
        said = _rewritten(record.said, rewrite)
        SourceRecordEvent.objects.filter(pk=record.pk).update(said=said)
    for correction in correction_events_of(venue_id):
        value = rewrite(correction.field, correction.value)
        if value != correction.value:
            CorrectionEvent.objects.filter(pk=correction.pk).update(value=_json(value))
    for event in VenueEvent.objects.filter(pgh_obj_id=venue_id):
        VenueEvent.objects.filter(pk=event.pk).update(**_columns(event, rewrite))


def _rewrite_merges(venue_id: UUID, rewrite: Rewrite) -> None:
    """Rewrite what a split would restore, and the venues merged into this one."""
    for merge in VenueMerge.objects.filter(surviving_id=venue_id):
        for part in ("corrections", "corrected"):
            for field, row in merge.before[part].items():
                row["value"] = rewrite(field, row["value"])
        merge.save(update_fields=["before"])
    for merged in Venue.objects.filter(merged_into_id=venue_id).order_by("pk"):
        # Without records of its own it is not computed.
        Venue.objects.filter(pk=merged.pk).update(**_columns(merged, rewrite))
        _rewrite(merged.pk, rewrite)


def _rewritten(said: dict[str, Any], rewrite: Rewrite) -> dict[str, Any]:
    return {field: rewrite(field, value) for field, value in said.items()}


def _columns(event: Any, rewrite: Rewrite) -> dict[str, Any]:
    """Return the columns of a former row of the venue, without what is erased."""
    address = {"street": event.street, "postcode": event.postcode}
    address = rewrite("address", address)
    location = event.location
    if location:
        position = to_position(location)
        lon, lat = rewrite("position", [position.lon, position.lat])
        location = to_point(Position(lon, lat))
    return {
        "street": address.get("street", ""),
        "postcode": address.get("postcode", ""),
        "location": location,
        "contact": rewrite("contact", event.contact),
        "directions_hint": rewrite("directions_hint", event.directions_hint),
        "floor": rewrite("floor", event.floor),
    }


def _json(value: Any) -> Any:
    # A bare None would be stored as SQL NULL instead of JSON null.
    return Value(None, JSONField()) if value is None else value
