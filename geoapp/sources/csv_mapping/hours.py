"""Opening hours: from a column, and from notes that a person has interpreted."""

import hashlib
from collections.abc import Mapping as AnyMapping

from geoapp.crafts.choices import Audience
from geoapp.sources.csv_mapping.schema import ReadHours
from geoapp.venues.records import HoursRecord


def fingerprint(note: str) -> str:
    """Return eight hex digits of the note's SHA-256, ignoring surrounding spaces."""
    return hashlib.sha256(note.strip().encode()).hexdigest()[:8]


def hours_in(
    read: ReadHours | None, cells: AnyMapping[str, str]
) -> tuple[HoursRecord, ...]:
    """Return the hours interpreted from exactly this note, marked as inferred."""
    if read is None:
        return ()
    note = cells.get(read.column, "")
    return tuple(
        HoursRecord(audience=audience, text=text, inferred=True)
        for audience, text in read.read.get(fingerprint(note), {}).items()
    )


def written_hours(column: str, cells: AnyMapping[str, str]) -> tuple[HoursRecord, ...]:
    """Return the unmodified hours of a column of OSM strings."""
    text = cells.get(column, "").strip()
    return (HoursRecord(audience=Audience.PUBLIC.value, text=text),) if text else ()
