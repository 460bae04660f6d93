"""A small world for tests: records with short words, recorded through the verbs."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from geoapp.geo.values import Position
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.models import SourceRecord
from geoapp.venues.records import (
    Address,
    HoursRecord,
    MachineRecord,
    OfferRecord,
    SourceInfo,
    VenueRecord,
)

AT = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday
HACKNEY = Position(lon=-0.0553, lat=51.545)
SOURCE = SourceInfo(
    key="test-list",
    name="Test list",
    licence="CC0-1.0",
    attribution="Nobody",
    url="https://example.org/list",
    edition=date(2026, 11, 1),
)

_numbers = count(1)


def record(
    name: str = "Workshop",
    *,
    at: Position = HACKNEY,
    offers: Sequence[tuple[str, str]] = (),
    machines: Sequence[str | MachineRecord] = (),
    hours: str = "",
    locality: str = "London",
    country: str = "GB",
    kind: str = "makerspace",
    **more: Any,
) -> VenueRecord:
    """Return a record; `offers` are (craft, mode), `machines` equipment ids."""
    return VenueRecord(
        external_id=more.pop("external_id", f"r{next(_numbers)}"),
        name=name,
        kind=kind,
        position=at,
        address=more.pop("address", Address(locality=locality, country=country)),
        offers=tuple(OfferRecord(craft=c, mode=m) for c, m in offers),
        machines=tuple(
            m if isinstance(m, MachineRecord) else MachineRecord(equipment=m)
            for m in machines
        ),
        hours=(HoursRecord(audience="public", text=hours),) if hours else (),
        **more,
    )


def venues(*records: VenueRecord, source: SourceInfo = SOURCE) -> list[UUID]:
    """Record these and return the venues' ids in the same order."""
    record_source(source=source, records=records, at=AT)
    rows = SourceRecord.objects.filter(source_id=source.key)
    ids = dict(rows.values_list("external_id", "venue_id"))
    return [ids[r.external_id] for r in records]


def venue(name: str = "Workshop", **more: Any) -> UUID:
    """Record one venue and return its id."""
    return venues(record(name, **more))[0]
