"""SpaceAPI: the document of one space, or a dump of many."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from geoapp.sources.reader_rows import ReadOptions, ReadResult, ReadRow, UnreadableFile
from geoapp.sources.readers import strict_json
from geoapp.sources.spaceapi import row_from_document
from geoapp.sources.spaceapi.values import RepairLog, timestamp_of
from geoapp.venues.records import SourceInfo

_MANY = "spaces"
_MARKS = (b'"api"', b'"api_compat', b'"location"', b'"state"')


class SpaceApiReader:
    """Reads a document, a list of them, or `{"updatedAt", "spaces": [...]}`.

    A row is a document. Live states are dated by the dump, or else by the time the file
    was modified.
    """

    name = "spaceapi"
    max_bytes = 64_000_000

    def sniff(self, path: Path, head: bytes) -> bool:
        """Return whether it is JSON with members of SpaceAPI."""
        return (
            path.suffix == ".json"
            and head.lstrip()[:1] in {b"{", b"["}
            and b'"space"' in head
            and any(mark in head for mark in _MARKS)
        )

    def read(self, path: Path, options: ReadOptions) -> ReadResult:
        """Open the file. Raises UnreadableFile if it has no documents."""
        document = strict_json.load(path)
        documents = _documents(path, document)
        said_at = _said_at(path, document)
        return ReadResult(
            source=SourceInfo(
                key=options.source_key or "spaceapi",
                name="SpaceAPI",
                licence="LicenseRef-SpaceAPI",
                attribution="Published by each space through its own SpaceAPI.",
                url="https://spaceapi.io",
                edition=options.edition or said_at.date(),
            ),
            total=len(documents),
            rows=_rows(documents, said_at),
        )


def _documents(path: Path, document: object) -> list[object]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict) and isinstance(document.get(_MANY), list):
        return list(document[_MANY])
    if isinstance(document, dict) and "space" in document:
        return [document]
    msg = f"{path.name} has neither `space` nor a list of `spaces`."
    raise UnreadableFile(msg)


def _said_at(path: Path, document: object) -> datetime:
    modified_at = datetime.fromtimestamp(int(path.stat().st_mtime), tz=UTC)
    updated = document.get("updatedAt") if isinstance(document, dict) else None
    return timestamp_of(updated, RepairLog(), latest=modified_at) or modified_at


def _rows(documents: list[object], said_at: datetime) -> Iterator[ReadRow]:
    for number, document in enumerate(documents, start=1):
        yield row_from_document(document, reference=f"space {number}", said_at=said_at)
