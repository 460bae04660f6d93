"""Store the records of a source, and compute the venues from them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from geoapp.venues.actions.compute_venues import compute_venues
from geoapp.venues.actions.store_live_states import store_live_states
from geoapp.venues.models import Publication, Source, SourceRecord, Venue
from geoapp.venues.record_json import to_json
from geoapp.venues.records import LiveRecord, SourceInfo, VenueRecord
from geoapp.venues.signals import send_venues_changed
from geoapp.venues.slugs import free_slug


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """External ids by outcome, and the venues that changed.

    `live` are the venues that received a newer live state.
    """

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    venue_ids: tuple[UUID, ...]
    live: tuple[UUID, ...]


@transaction.atomic
def record_source(
    *,
    source: SourceInfo,
    records: Sequence[VenueRecord],
    at: datetime,
    matches: Mapping[str, UUID] | None = None,
) -> RecordOutcome:
    """Store the records of `source`, one per external id, and compute the venues.

    An unchanged record updates nothing but the venue's live state; a redacted one stays
    empty, and its venue removed. `matches` maps the
    external ids of new records to existing venues; without a match, a new venue is
    published. `at` is the time of recording (aware, UTC).
    """
    stored_source = _store_source(source)
    stored = {
        row.external_id: row
        for row in SourceRecord.objects.select_for_update().filter(
            source=stored_source, external_id__in=[r.external_id for r in records]
        )
    }
    created, changed, unchanged = [], [], []
    venue_ids: list[UUID] = []
    for record in records:
        content = _content(record)
        digest = _digest(content)
        row = stored.get(record.external_id)
        if row is not None and (row.redacted or row.digest == digest):
            unchanged.append(record.external_id)
            continue
        if row is None:
            row = _new_row(stored_source, record, (matches or {}))
            stored[record.external_id] = row
            created.append(record.external_id)
        else:
            changed.append(record.external_id)
        row.said, row.digest, row.recorded_at = content, digest, at
        row.url, row.fetched_at = record.url, record.fetched_at
        row.save()
        venue_ids.append(row.venue_id)
    compute_venues(venue_ids=venue_ids)
    spoke = store_live_states(live_records=_live(stored, records), at=at)
    send_venues_changed(list(dict.fromkeys((*venue_ids, *spoke))))
    return RecordOutcome(
        tuple(created), tuple(changed), tuple(unchanged), tuple(venue_ids), tuple(spoke)
    )


def _store_source(source: SourceInfo) -> Source:
    stored, _created = Source.objects.update_or_create(
        key=source.key,
        defaults={
            "name": source.name,
            "licence": source.licence,
            "attribution": source.attribution,
            "url": source.url,
            "edition": source.edition,
        },
    )
    return stored


def _live(
    rows: Mapping[str, SourceRecord], records: Sequence[VenueRecord]
) -> dict[UUID, LiveRecord]:
    return {
        rows[r.external_id].venue_id: r.live
        for r in records
        if r.live and not rows[r.external_id].redacted
    }


def _content(record: VenueRecord) -> dict[str, Any]:
    content = to_json(record)
    # The time of fetching is not content, and live states are stored separately:
    # neither counts as a change.
    for name in ("fetched_at", "live"):
        content.pop(name, None)
    return content


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _new_row(
    source: Source, record: VenueRecord, matches: Mapping[str, UUID]
) -> SourceRecord:
    venue_id = matches.get(record.external_id)
    if venue_id is None:
        venue = Venue.objects.create(
            slug=free_slug(name=record.name, locality=record.address.locality),
            name=record.name,
            kind=record.kind,
            publication=Publication.PUBLISHED,
        )
        venue_id = venue.pk
    return SourceRecord(
        source=source, external_id=record.external_id, venue_id=venue_id
    )
