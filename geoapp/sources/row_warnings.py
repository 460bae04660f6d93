"""What is right enough to be kept, and yet worth a look of who brings it."""

from collections.abc import Iterator

from opening_hours import validate

from geoapp.venues.records import VenueRecord


def notes_on(record: VenueRecord) -> tuple[str, ...]:
    """Return a sentence for each thing that is kept and cannot be used."""
    return tuple(_unreadable_hours(record))


def _unreadable_hours(record: VenueRecord) -> Iterator[str]:
    for hours in record.hours:
        if not validate(hours.text):
            yield f"Its opening hours {hours.text!r} are kept as written, not understood."
