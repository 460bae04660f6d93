"""The fixture format: the source, then one venue record per line."""

from collections.abc import Iterator
from pathlib import Path

from geoapp.common.errors import DomainError
from geoapp.sources.reader_rows import ReadOptions, ReadResult, ReadRow, UnreadableFile
from geoapp.sources.readers import strict_json
from geoapp.venues.record_json import record_from_json, source_from_json

FORMAT = "makerloom-venues-1"


class RecordsReader:
    """Reads what geoapp.sources.fixture_writer writes. A row is a record."""

    name = "records"
    max_bytes = 256_000_000

    def sniff(self, path: Path, head: bytes) -> bool:
        """Return whether the file starts with the format's name."""
        return path.suffix == ".json" and FORMAT.encode() in head[:4096]

    def read(self, path: Path, _options: ReadOptions, /) -> ReadResult:
        """Open the file. Raises UnreadableFile without format, source or records."""
        document = strict_json.load(path)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            msg = f"{path.name} has no member `format` with the value {FORMAT}."
            raise UnreadableFile(msg)
        records = document.get("records")
        if not isinstance(records, list):
            msg = f"{path.name} has no list of records."
            raise UnreadableFile(msg)
        try:
            source = source_from_json(document.get("source") or {})
        except DomainError as error:
            msg = f"{path.name}: {error}"
            raise UnreadableFile(msg) from None
        return ReadResult(source=source, total=len(records), rows=_rows(records))


def _rows(records: list[object]) -> Iterator[ReadRow]:
    for number, values in enumerate(records, start=1):
        reference = f"record {number}"
        if not isinstance(values, dict):
            yield ReadRow(reference=reference, refused="Not a JSON object.")
            continue
        try:
            record = record_from_json(values)
        except (DomainError, LookupError, OverflowError) as error:
            yield ReadRow(reference=reference, refused=str(error))
        else:
            yield ReadRow(reference=record.external_id, record=record)
