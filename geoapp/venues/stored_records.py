"""Read records of venues from the database."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from geoapp.venues.compute import StoredRecord, computed, field_names, field_sources
from geoapp.venues.models import Correction, SourceRecord, Venue
from geoapp.venues.record_json import record_from_json, to_json
from geoapp.venues.records import SourceInfo, VenueRecord


def records_of(venue_ids: Collection[UUID]) -> dict[UUID, VenueRecord]:
    """Return the computed record of each of these venues that has source records."""
    records = records_about(venue_ids)
    corrections: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in Correction.objects.filter(venue_id__in=venue_ids):
        corrections[row.venue_id][row.field] = row.value
    return {pk: computed(rows, corrections[pk]) for pk, rows in records.items()}


def records_about(venue_ids: Collection[UUID]) -> dict[UUID, list[StoredRecord]]:
    """Return the source records of each of these venues, without corrections."""
    records: dict[UUID, list[StoredRecord]] = defaultdict(list)
    rows = SourceRecord.objects.filter(venue_id__in=venue_ids, redacted=False)
    for row in rows.select_related("source"):
        records[row.venue_id].append(_stored(row))
    return records


def field_sources_of(venue: Venue) -> dict[str, list[str]]:
    """Return the sources that support each current value; see compute.field_sources.

    `venue` must have its details prefetched; no query is made.
    """
    rows = [row for row in venue.source_records.all() if not row.redacted]
    corrections = {row.field: row.value for row in venue.corrections.all()}
    return field_sources([_stored(row) for row in rows], corrections) if rows else {}


def _stored(row: SourceRecord) -> StoredRecord:
    source = SourceInfo(
        key=row.source.key,
        name=row.source.name,
        licence=row.source.licence,
        attribution=row.source.attribution,
        url=row.source.url,
        edition=row.source.edition,
    )
    return StoredRecord(source, record_from_json(row.said))


def values_of(venue_id: UUID) -> dict[str, Any]:
    """Return the venue's known values in JSON form.

    Raises Venue.DoesNotExist if no source has a record of the venue.
    """
    record = records_of([venue_id]).get(venue_id)
    if record is None:
        raise Venue.DoesNotExist(f"No record of the venue {venue_id}.")
    values = to_json(record)
    return {name: values[name] for name in field_names() if name in values}
