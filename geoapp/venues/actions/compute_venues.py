"""Write venues as their source records and corrections describe them."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from geoapp.geo.points import to_point
from geoapp.geo.zones import time_zone_at
from geoapp.venues.compute import Said, computed
from geoapp.venues.models import (
    Correction,
    Hours,
    Machine,
    Offer,
    Organisation,
    SourceRecord,
    Venue,
)
from geoapp.venues.record_json import record_from_json
from geoapp.venues.records import SourceInfo, VenueRecord

_COPIED = (
    "name",
    "kind",
    "summary",
    "precision",
    "uncertainty_m",
    "directions_hint",
    "floor",
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
    """Compute these venues anew. The caller tells the hooks, once for all."""
    said = _said_by_venue(venue_ids)
    corrections: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in Correction.objects.filter(venue_id__in=venue_ids):
        corrections[row.venue_id][row.field] = row.value
    records = {pk: computed(rows, corrections[pk]) for pk, rows in said.items()}
    for venue in Venue.objects.select_for_update().filter(pk__in=list(records)):
        _write(venue, records[venue.pk])
    _write_details(records)


def _said_by_venue(venue_ids: Collection[UUID]) -> dict[UUID, list[Said]]:
    said: dict[UUID, list[Said]] = defaultdict(list)
    rows = SourceRecord.objects.filter(venue_id__in=venue_ids, redacted=False)
    for row in rows.select_related("source"):
        source = SourceInfo(
            key=row.source.key,
            name=row.source.name,
            licence=row.source.licence,
            attribution=row.source.attribution,
            url=row.source.url,
            edition=row.source.edition,
        )
        said[row.venue_id].append(Said(source, record_from_json(row.said)))
    return said


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
        induction=machine.induction,
        state=machine.state,
        bookable=machine.bookable,
        fee=machine.fee,
        note=machine.note,
        inferred=machine.inferred,
    )
