"""Write records as our own fixture format: facts only, one record a line."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from geoapp.sources.readers.fixture import FORMAT
from geoapp.venues.record_json import to_json
from geoapp.venues.records import SourceInfo, VenueRecord

# Ways to reach a person stay with the list that has their consent.
_PUBLIC_CONTACT = frozenset({"web", "facebook", "instagram", "mastodon", "youtube"})
# What readers counted in the row as it came.
_CODED = ("answered",)


def facts_of(record: VenueRecord) -> VenueRecord:
    """Return the record without what others wrote in their own words.

    Names, places, codes, hours and web addresses are facts and stay; the row as
    it came, free words, summaries and personal contact do not.
    """
    return replace(
        record,
        summary="",
        directions_hint="",
        unmatched=(),
        raw={key: record.raw[key] for key in _CODED if record.raw.get(key)},
        fetched_at=None,
        live=None,  # of that hour, and gone with it
        contact={k: v for k, v in record.contact.items() if k in _PUBLIC_CONTACT},
        machines=tuple(replace(machine, note="") for machine in record.machines),
    )


def write(out: Path, *, source: SourceInfo, records: Iterable[VenueRecord]) -> None:
    """Write the file, records ordered by their id so that differences read well."""
    ordered = sorted(records, key=lambda record: record.external_id)
    lines = [_line(to_json(facts_of(record))) for record in ordered]
    header = f'"format": {_line(FORMAT)},\n"source": {_line(to_json(source))}'
    body = ",\n".join(lines)
    out.write_text(f'{{{header},\n"records": [\n{body}\n]}}\n', encoding="utf-8")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
