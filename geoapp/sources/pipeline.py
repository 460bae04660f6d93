"""Read, repair, locate and validate the rows of a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from geoapp.sources.aggregated_lists import without_our_own
from geoapp.sources.geocode_records import placed
from geoapp.sources.reader_rows import ReadOptions, ReadResult, ReadRow
from geoapp.sources.repairs import repair
from geoapp.sources.row_warnings import notes_on
from geoapp.venues.records import VenueRecord
from geoapp.venues.validation import InvalidVenue, check, check_unplaced

Key = tuple[str, str]  # (source key, row id)

BATCH = 500  # rows per transaction


def batches(reading: ReadResult, options: ReadOptions) -> Iterator[list[ReadRow]]:
    """Yield the file's rows in batches, each row a valid record or rejected.

    May raise UnreadableFile between batches, if the file is truncated.
    """
    seen: set[Key] = set()
    rows = iter(reading.rows)
    while batch := list(islice(rows, BATCH)):
        repaired = [_repaired(row) for row in batch]
        strange = without_our_own(placed(repaired, options))
        yield [_checked(row, seen) for row in strange]


def records_of(rows: Sequence[ReadRow]) -> list[VenueRecord]:
    """Return the records of the accepted rows."""
    return [row.record for row in rows if row.record is not None]


def _repaired(row: ReadRow) -> ReadRow:
    if row.record is None:
        return row
    record, sentences = repair(row.record)
    return replace(row, record=record, repaired=(*row.repaired, *sentences))


def _checked(row: ReadRow, seen: set[Key]) -> ReadRow:
    if row.record is None:
        return row
    reason = _reason(row, row.record, seen)
    if reason:
        return _refused(row, reason)
    seen |= _keys(row, row.record)
    return replace(row, notes=(*row.notes, *notes_on(row.record)))


def _reason(row: ReadRow, record: VenueRecord, seen: set[Key]) -> str:
    """Return why the row is not a valid venue or part of one, or an empty string."""
    if not seen.isdisjoint(_keys(row, record)):
        return "Duplicate id: an earlier row has the same one."
    if row.part_of and ("", row.part_of) not in seen:
        return "The row with its location was rejected."
    try:
        (check_unplaced if row.part_of else check)(record)
    except InvalidVenue as refusal:
        return str(refusal)
    return ""


def _keys(row: ReadRow, record: VenueRecord) -> set[Key]:
    """Return the row's (source, id), and the key under which its parts look it up."""
    keys = {("", record.external_id)}
    if row.source is not None:
        keys.add((row.source.key, record.external_id))
    return keys


def _refused(row: ReadRow, reason: str) -> ReadRow:
    return ReadRow(reference=row.reference, name=row.shown_name, refused=reason)
