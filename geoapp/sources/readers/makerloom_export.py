"""Exports of another Makerloom: GeoJSON text sequences (RFC 8142), by source.

A venue of several sources is a row for each, with the values that `said_by` assigns to
it, so that licence and attribution stay with the data. Corrections made there come with
the source of the position. Photos are not imported, and slugs are generated anew.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from geoapp.sources.aggregated_lists import VIA
from geoapp.sources.exported_record import parts_of
from geoapp.sources.reader_rows import (
    ReadOptions,
    ReadResult,
    ReadRow,
    RowRefused,
    UnreadableFile,
)
from geoapp.sources.readers.strict_json import refuse_constant
from geoapp.venues.record_json import UnreadableRecord, source_from_json
from geoapp.venues.records import SourceInfo

_RS = b"\x1e"
_MAX_LINE_BYTES = 1_000_000  # bytes of one feature
_SHAPE_ERRORS = (KeyError, TypeError, ValueError, AttributeError, RecursionError)
_FILE = SourceInfo(
    key="makerloom-export",
    name="Makerloom",
    licence="LicenseRef-each-its-own",
    attribution="Each place names its own lists.",
)


class ExportReader:
    """Reads what geoapp.api.exports.geojsonl writes. A row is one source of a venue."""

    name = "export"
    max_bytes = 8_000_000_000  # read line by line

    def sniff(self, _path: Path, head: bytes) -> bool:
        """Return whether it starts like a text sequence with Makerloom's members."""
        return head[:2] == _RS + b"{" and b'"said_by"' in head

    def read(self, path: Path, _options: ReadOptions, /) -> ReadResult:
        """Open the file. Raises UnreadableFile if it is not a text sequence.

        The file is read twice, because its sources have to be known first.
        """
        sources, total = _sources(path)
        return ReadResult(source=_FILE, total=total, rows=_rows(path, sources))


def _features(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield (line number, feature, or None if the line is invalid)."""
    with path.open("rb") as file:
        for number, line in enumerate(
            iter(lambda: file.readline(_MAX_LINE_BYTES), b""), 1
        ):
            if not line.startswith(_RS) or not line.endswith(b"\n"):
                msg = f"{path.name}: line {number} is not a record of a text sequence."
                raise UnreadableFile(msg)
            try:
                yield number, json.loads(line[1:], parse_constant=refuse_constant)
            except (ValueError, RecursionError):
                yield number, None


def _sources(path: Path) -> tuple[dict[str, SourceInfo], int]:
    """Return the sources by their ids in the file, and the number of rows."""
    members: dict[str, dict[str, Any]] = {}
    total = 0
    for _number, feature in _features(path):
        total += 1
        try:
            properties = feature["properties"]
            listed = properties["details"]["sources"]
            total += max(0, len(listed) - 1)
            for source in listed:
                first_source = members.setdefault(source["id"], _source_json(source))
                if properties["precision"] == "area" and source["url"]:
                    # For hidden places, the URL is that of the source.
                    first_source["url"] = source["url"]
        except _SHAPE_ERRORS:
            continue  # its row is rejected with a reason later
    sources = {}
    for key, source_values in members.items():
        try:
            sources[key] = source_from_json(source_values)
        except UnreadableRecord:
            continue
    return sources, total


def _source_json(source: Mapping[str, Any]) -> dict[str, Any]:
    key = str(source["id"])
    values = {
        "key": (key if key.startswith(VIA) else VIA + key)[:64],
        "name": str(source["name"])[:200],
        "licence": str(source["licence"])[:64],
        "attribution": str(source["attribution"]),
    }
    return values | ({"edition": source["date"]} if source["date"] else {})


def _rows(path: Path, sources: Mapping[str, SourceInfo]) -> Iterator[ReadRow]:
    for number, feature in _features(path):
        reference = f"line {number}"
        try:
            pk = str(UUID(feature["id"]))
            parts = parts_of(feature, pk=pk)
            for part in parts:
                yield ReadRow(
                    reference=reference,
                    record=part.record,
                    source=sources[part.source_id],
                    part_of="" if part is parts[0] else pk,
                )
        except RowRefused as refusal:
            yield ReadRow(reference=reference, refused=str(refusal))
        except _SHAPE_ERRORS:
            refused = "Not a feature of a Makerloom export."
            yield ReadRow(reference=reference, refused=refused)
