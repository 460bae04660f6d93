"""Write records in the fixture format: facts only, one record per line."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from geoapp.sources.readers.fixture import FORMAT
from geoapp.venues.record_json import to_json
from geoapp.venues.records import SourceInfo, VenueRecord

# Other contact details stay with the source that has consent for them.
_PUBLIC_CONTACT = frozenset({"web", "facebook", "instagram", "mastodon", "youtube"})
# Coded by readers from the original row.
_CODED = ("answered",)


def facts_of(record: VenueRecord) -> VenueRecord:
    """Return the record without text that others have written.

    Names, places, codes, hours and web addresses are facts and remain; the original
    row, free text, summaries and personal contact details are removed.
    """
    return replace(
        record,
        summary="",
        directions_hint="",
        unmatched=(),
        raw={key: record.raw[key] for key in _CODED if record.raw.get(key)},
        fetched_at=None,
        live=None,  # outdated by the time of reading
        contact={k: v for k, v in record.contact.items() if k in _PUBLIC_CONTACT},
        machines=tuple(replace(machine, note="") for machine in record.machines),
    )


def write(out: Path, *, source: SourceInfo, records: Iterable[VenueRecord]) -> None:
    """Write the file, sorted by id for readable diffs."""
    ordered = sorted(records, key=lambda record: record.external_id)
    lines = [_line(to_json(facts_of(record))) for record in ordered]
    header = f'"format": {_line(FORMAT)},\n"source": {_line(to_json(source))}'
    body = ",\n".join(lines)
    out.write_text(f'{{{header},\n"records": [\n{body}\n]}}\n', encoding="utf-8")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
