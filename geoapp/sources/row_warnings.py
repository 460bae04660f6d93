"""Warnings about values that are stored but may need attention."""

from collections.abc import Iterator

from opening_hours import validate

from geoapp.venues.records import VenueRecord


def notes_on(record: VenueRecord) -> tuple[str, ...]:
    """Return a sentence for each value that is stored but cannot be used."""
    return tuple(_unreadable_hours(record))


def _unreadable_hours(record: VenueRecord) -> Iterator[str]:
    for hours in record.hours:
        if not validate(hours.text):
            yield f"The opening hours {hours.text!r} could not be parsed. Stored as text."
