"""Files that aggregate several sources: group the rows that are one venue."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from geoapp.sources.duplicate_matching import matches_of
from geoapp.sources.reader_rows import ReadRow
from geoapp.venues.models import SourceRecord, Venue
from geoapp.venues.records import SourceInfo, VenueRecord

# Prefix of the keys of sources from another Makerloom: their records are kept apart
# from those that this site imports itself.
VIA = "via-"
_OURS = "This venue comes from this site and is already on the map."


def by_source(
    rows: Sequence[ReadRow], source: SourceInfo
) -> list[tuple[SourceInfo, list[ReadRow]]]:
    """Return the accepted rows, grouped by source.

    `source` is the file's own, for rows without one.
    """
    groups: dict[tuple[bool, str], tuple[SourceInfo, list[ReadRow]]] = {}
    for row in rows:
        own = row.source or source
        if row.record is not None:
            # The venue has to exist before its parts, which never create one.
            key = (bool(row.part_of), own.key)
            groups.setdefault(key, (own, []))[1].append(row)
    return [groups[key] for key in sorted(groups)]


def venues_of(rows: Sequence[ReadRow], *, source_key: str) -> dict[str, UUID]:
    """Return external id -> venue for the new records that match exactly one venue.

    In a file that aggregates sources, rows with the same id are one venue and rows with
    different ids are not, whatever their names: the exporter distinguished them.
    """
    records: dict[str, VenueRecord] = {
        row.record.external_id: row.record for row in rows if row.record
    }
    joined = {
        row.record.external_id: row.part_of or row.record.external_id
        for row in rows
        if row.record and row.source
    }
    if not joined:
        return matches_of(list(records.values()), source_key=source_key)
    ids = _by_id(set(joined.values()))
    venue_ids = {name: ids[key] for name, key in joined.items() if key in ids}
    alone = [record for name, record in records.items() if name not in venue_ids]
    matched = matches_of(alone, source_key=source_key)
    return venue_ids | _not_of_this_file(matched)


def _by_id(external_ids: set[str]) -> dict[str, UUID]:
    rows = SourceRecord.objects.filter(
        source__key__startswith=VIA, external_id__in=external_ids
    )
    return dict(rows.values_list("external_id", "venue_id"))


def _not_of_this_file(matched: dict[str, UUID]) -> dict[str, UUID]:
    taken = set(
        SourceRecord.objects.filter(
            source__key__startswith=VIA, venue_id__in=matched.values()
        ).values_list("venue_id", flat=True)
    )
    return {name: pk for name, pk in matched.items() if pk not in taken}


def without_our_own(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Reject rows that this site exported itself: they would confirm themselves."""
    indexes: dict[UUID, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.source is not None and row.record is not None:
            indexes[UUID(row.part_of or row.record.external_id)].append(number)
    remaining = list(rows)
    for pk in Venue.objects.filter(pk__in=list(indexes)).values_list("pk", flat=True):
        for number in indexes[pk]:
            row = remaining[number]
            remaining[number] = replace(
                row, record=None, name=row.shown_name, refused=_OURS, repaired=()
            )
    return remaining
