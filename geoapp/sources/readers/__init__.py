"""One reader per format: a new format is a module here and an entry of READERS."""

from pathlib import Path

from geoapp.sources.reader_rows import UnreadableFile
from geoapp.sources.readers import (
    csv_mapped,
    fixture,
    makerloom_export,
    osm,
    overpass,
    spaceapi,
)
from geoapp.sources.readers.reader import Reader

__all__ = ["READERS", "Reader", "reader_for"]

READERS: tuple[Reader, ...] = (
    makerloom_export.ExportReader(),
    fixture.RecordsReader(),
    overpass.OverpassReader(),
    spaceapi.SpaceApiReader(),
    osm.OsmReader(),
    csv_mapped.CsvReader(),
)

_HEAD_BYTES = 65536


def reader_for(path: Path, *, name: str = "") -> Reader:
    """Return the reader with this name, or the one that detects the file's format.

    Raises UnreadableFile for a missing, empty, unknown or oversized file.
    """
    names = ", ".join(reader.name for reader in READERS)
    if not path.is_file():
        msg = f"The file {path} does not exist."
        raise UnreadableFile(msg)
    if path.stat().st_size == 0:
        msg = f"{path.name} is empty."
        raise UnreadableFile(msg)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    fitting = [
        reader
        for reader in READERS
        if (reader.name == name if name else reader.sniff(path, head))
    ]
    if not fitting:
        msg = f"{path.name} is not in a supported format. Use one of: {names}."
        raise UnreadableFile(msg)
    reader = fitting[0]
    if path.stat().st_size > reader.max_bytes:
        msg = (
            f"{path.name} is larger than the limit of {reader.max_bytes // 1000000}"
            f" MB for {reader.name}. Split the file."
        )
        raise UnreadableFile(msg)
    return reader
