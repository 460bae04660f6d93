"""The interface of all readers."""

from pathlib import Path
from typing import Protocol

from geoapp.sources.reader_rows import ReadOptions, ReadResult


class Reader(Protocol):
    """Reads one format into rows, without accessing the database."""

    @property
    def name(self) -> str:
        """The value of `--format`."""

    @property
    def max_bytes(self) -> int:
        """The maximum file size, to limit memory and time."""

    def sniff(self, path: Path, head: bytes, /) -> bool:
        """Return whether a file that starts with these bytes looks like this format."""

    def read(self, path: Path, options: ReadOptions, /) -> ReadResult:
        """Open the file. Raises UnreadableFile if it is not of this format."""
