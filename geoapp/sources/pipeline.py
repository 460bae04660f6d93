"""From a file to records that can become venues: read, repair, place, check."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from geoapp.sources.notes import notes_on
from geoapp.sources.placing import placed
from geoapp.sources.repairs import repair
from geoapp.sources.rows import Reading, ReadOptions, Row
from geoapp.venues.records import VenueRecord
from geoapp.venues.validity import InvalidVenue, check

BATCH = 500  # rows in a transaction


def batches(reading: Reading, options: ReadOptions) -> Iterator[list[Row]]:
    """Yield the file's rows in batches, each row a sound record or refused.

    May raise UnreadableFile between batches, when the file ends in the middle.
    """
    seen: set[str] = set()
    rows = iter(reading.rows)
    while batch := list(islice(rows, BATCH)):
        repaired = [_repaired(row) for row in batch]
        yield [_checked(row, seen) for row in placed(repaired, options)]


def records_of(rows: Sequence[Row]) -> list[VenueRecord]:
    """Return the records of the rows that were not refused."""
    return [row.record for row in rows if row.record is not None]


def _repaired(row: Row) -> Row:
    if row.record is None:
        return row
    record, sentences = repair(row.record)
    return replace(row, record=record, repaired=(*row.repaired, *sentences))


def _checked(row: Row, seen: set[str]) -> Row:
    if row.record is None:
        return row
    if row.record.external_id in seen:
        reason = "An earlier row of the file has the same id."
        return _refused(row, reason)
    try:
        check(row.record)
    except InvalidVenue as refusal:
        return _refused(row, str(refusal))
    seen.add(row.record.external_id)
    return replace(row, notes=(*row.notes, *notes_on(row.record)))


def _refused(row: Row, reason: str) -> Row:
    return Row(reference=row.reference, name=row.shown_name, refused=reason)
