"""What every reader of a format is."""

from pathlib import Path
from typing import Protocol

from geoapp.sources.reader_rows import ReadOptions, ReadResult


class Reader(Protocol):
    """Reads one format into rows; it knows nothing of the database."""

    @property
    def name(self) -> str:
        """The word after `--format`."""

    @property
    def max_bytes(self) -> int:
        """The largest file that is opened; a limit on memory and time."""

    def sniff(self, path: Path, head: bytes, /) -> bool:
        """Whether a file that starts with these bytes looks like this format."""

    def read(self, path: Path, options: ReadOptions, /) -> ReadResult:
        """Open the file; raise UnreadableFile if it is not of this format."""
