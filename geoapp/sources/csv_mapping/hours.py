"""Opening hours: a column of them, and what a person read out of notes."""

import hashlib
from collections.abc import Mapping as AnyMapping

from geoapp.crafts.choices import Audience
from geoapp.sources.csv_mapping.schema import ReadHours
from geoapp.venues.records import HoursRecord


def fingerprint(note: str) -> str:
    """Return eight hex digits of the note's SHA-256, blanks at its ends aside."""
    return hashlib.sha256(note.strip().encode()).hexdigest()[:8]


def hours_in(
    read: ReadHours | None, cells: AnyMapping[str, str]
) -> tuple[HoursRecord, ...]:
    """Return the hours read out of this very note, marked as inferred."""
    if read is None:
        return ()
    note = cells.get(read.column, "")
    return tuple(
        HoursRecord(audience=audience, text=text, inferred=True)
        for audience, text in read.read.get(fingerprint(note), {}).items()
    )


def written_hours(column: str, cells: AnyMapping[str, str]) -> tuple[HoursRecord, ...]:
    """Return the hours in a column of OSM strings, as they came."""
    text = cells.get(column, "").strip()
    return (HoursRecord(audience=Audience.PUBLIC.value, text=text),) if text else ()
