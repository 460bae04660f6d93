"""CSV with a mapping file. A row is a CSV record, even if it spans several lines."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from geoapp.common.errors import DomainError
from geoapp.sources.csv_mapping import Mapping, read_mapping, row_from_cells
from geoapp.sources.csv_mapping.file_form import (
    other_delimiter,
    text_of,
    utf_16_of,
)
from geoapp.sources.reader_rows import ReadOptions, ReadResult, ReadRow, UnreadableFile


class CsvReader:
    """Reads any CSV file that a mapping describes."""

    name = "csv"
    max_bytes = 256_000_000

    def sniff(self, path: Path, head: bytes) -> bool:
        """Return whether the suffix is .csv or .tsv and the file starts with text."""
        is_text = b"\0" not in head or bool(utf_16_of(head))
        return path.suffix.lower() in {".csv", ".tsv"} and is_text

    def read(self, path: Path, options: ReadOptions) -> ReadResult:
        """Open the file. Raises UnreadableFile without a matching mapping."""
        if options.mapping is None:
            raise UnreadableFile(
                "A CSV file needs a mapping of its columns: `--mapping FILE`. Copy"
                " fixtures/mappings/minimal.yaml and edit it."
            )
        try:
            mapping = read_mapping(options.mapping)
        except DomainError as error:
            raise UnreadableFile(str(error)) from None
        text = text_of(path, mapping.encoding)
        lines = _records(path, text, mapping)
        header = next(lines, [])
        missing = sorted(mapping.columns() - set(header))
        if missing:
            other = other_delimiter(text, mapping)
            msg = other or (
                f"has no column {missing[0]!r}, which {options.mapping.name} names. It"
                f" has: {', '.join(header)}."
            )
            raise UnreadableFile(f"{path.name} {msg}")
        total = sum(1 for _line in _records(path, text, mapping)) - 1
        return ReadResult(
            source=mapping.source, total=total, rows=_rows(mapping, header, lines)
        )


def _records(path: Path, text: str, mapping: Mapping) -> Iterator[list[str]]:
    try:
        # newline="" keeps the bare CR that some files have inside cells.
        source = io.StringIO(text, newline="")
        yield from csv.reader(source, delimiter=mapping.delimiter, strict=True)
    except csv.Error as error:
        msg = f"{path.name} is not valid CSV: {error}."
        raise UnreadableFile(msg) from None


def _rows(
    mapping: Mapping, header: list[str], lines: Iterator[list[str]]
) -> Iterator[ReadRow]:
    for number, line in enumerate(lines, start=1):
        reference = f"row {number}"
        if len(line) > len(header):
            yield ReadRow(
                reference=reference,
                refused=("The row has more cells than the header has columns."),
            )
            continue
        cells = dict(zip(header, [*line, *[""] * len(header)], strict=False))
        yield row_from_cells(mapping, cells, reference=reference)
