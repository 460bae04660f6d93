"""Compute venues from their source records and corrections."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from geoapp.geo.points import to_point
from geoapp.geo.time_zones import time_zone_at
from geoapp.venues.models import (
    Hours,
    Machine,
    Offer,
    Organisation,
    Venue,
)
from geoapp.venues.records import VenueRecord
from geoapp.venues.stored_records import records_of

_COPIED = (
    "name",
    "kind",
    "summary",
    "precision",
    "uncertainty_m",
    "directions_hint",
    "floor",
    "hide_exact_place",
    "area_served_m",
    "minimum_age",
    "newcomers",
    "price",
    "price_currency",
    "price_note",
    "wheelchair",
    "operation",
    "operation_since",
    "operation_reason",
    "confirmed_at",
)
_LISTS = ("networks", "materials", "languages", "access")
_MAPPINGS = ("alternate_names", "accessibility", "contact")
_ADDRESS = ("street", "locality", "region", "postcode", "country")


@transaction.atomic
def compute_venues(*, venue_ids: Collection[UUID]) -> None:
    """Recompute these venues. The caller sends venues_changed, once for all of them."""
    records = records_of(venue_ids)
    for venue in Venue.objects.select_for_update().filter(pk__in=list(records)):
        _write(venue, records[venue.pk])
    _write_details(records)


def _write(venue: Venue, record: VenueRecord) -> None:
    for name in _COPIED:
        setattr(venue, name, getattr(record, name))
    for name in _LISTS:
        setattr(venue, name, list(getattr(record, name)))
    for name in _MAPPINGS:
        setattr(venue, name, dict(getattr(record, name)))
    for name in _ADDRESS:
        setattr(venue, name, getattr(record.address, name))
    venue.price_amount = Decimal(record.price_amount) if record.price_amount else None
    venue.inferred = sorted(record.inferred)
    venue.organisation = _organisation(record.organisation)
    venue.location = to_point(record.position) if record.position else None
    venue.time_zone = record.time_zone or (
        time_zone_at(record.position) if record.position else ""
    )
    venue.save()


def _organisation(name: str) -> Organisation | None:
    if not name:
        return None
    return Organisation.objects.get_or_create(name=name)[0]


def _write_details(records: dict[UUID, VenueRecord]) -> None:
    for model in (Offer, Machine, Hours):
        model.objects.filter(venue_id__in=list(records)).delete()
    Offer.objects.bulk_create(
        Offer(venue_id=pk, craft_id=o.craft, mode=o.mode, inferred=o.inferred)
        for pk, record in records.items()
        for o in {(o.craft, o.mode): o for o in record.offers}.values()
    )
    Machine.objects.bulk_create(
        _machine(pk, m)
        for pk, record in records.items()
        for m in {(m.equipment, m.make_model): m for m in record.machines}.values()
    )
    Hours.objects.bulk_create(
        Hours(
            venue_id=pk,
            audience=h.audience,
            text=h.text,
            checked=h.checked,
            inferred=h.inferred,
        )
        for pk, record in records.items()
        for h in record.hours
    )


def _machine(venue_id: UUID, machine: Any) -> Machine:
    return Machine(
        venue_id=venue_id,
        equipment_id=machine.equipment,
        count=machine.count,
        make_model=machine.make_model,
        working_size=machine.working_size,
        power=machine.power,
        materials=list(machine.materials),
        induction=machine.induction,
        state=machine.state,
        bookable=machine.bookable,
        fee=machine.fee,
        note=machine.note,
        inferred=machine.inferred,
    )
