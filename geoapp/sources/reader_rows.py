"""What a reader gives: rows that are a venue's record or a reason why not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from geoapp.common.errors import DomainError
from geoapp.venues.records import SourceInfo, VenueRecord


class UnreadableFile(DomainError):
    """The file is not what it says it is; the message says what to do."""


class RowRefused(DomainError):
    """A row is no venue, or cannot be one; the message is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """One row of a file: a record, or the reason of its refusal, never both.

    What a row is depends on the format: a line of a CSV file, a feature of a
    GeoJSON file, in an OSM file an object with one of the tags we look at.
    """

    reference: str  # where to find it in the file: "node/12", "line 7"
    name: str = ""  # of a refused row, if it has one; else the record's
    record: VenueRecord | None = None
    refused: str = ""
    repaired: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what is kept as it came and yet is worth a look
    towns: tuple[str, ...] = ()  # names to try where the record has no position
    source: SourceInfo | None = None  # whose row it is, where a file joins many lists
    part_of: str = ""  # id of the row in the same file that is the same venue

    def __post_init__(self) -> None:
        if (self.record is None) != bool(self.refused):
            raise ValueError("A row is either a record or refused.")

    @property
    def shown_name(self) -> str:
        """The venue's name, as the report shows it; empty where there is none."""
        return self.record.name if self.record else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the person who imports knows and the file does not say."""

    mapping: Path | None = None  # of a CSV file
    postcodes: Path | None = None  # Code-Point Open, for places without position
    source_key: str = ""
    edition: date | None = None
    country: str = ""  # ISO 3166-1, for addresses that name none
    locality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """An opened file: whose list it is, how many rows (if known), and the rows.

    `rows` may raise UnreadableFile at any row: files end in the middle.
    """

    source: SourceInfo
    rows: Iterator[ReadRow] = field(repr=False)
    total: int | None = None
