"""The result of a reader: rows with a venue record or the reason for rejection."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from geoapp.common.errors import DomainError
from geoapp.venues.records import SourceInfo, VenueRecord


class UnreadableFile(DomainError):
    """The file is not of its format; the message says what to do."""


class RowRefused(DomainError):
    """The row is not a valid venue; the message is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row of a file: either a record or the reason for its rejection.

    What a row is depends on the format: a line of a CSV file, a feature of a GeoJSON
    file, in an OSM file an object with one of the supported tags.
    """

    reference: str  # its position in the file: "node/12", "line 7"
    name: str = ""  # of a rejected row, if it has one; else the record's
    record: VenueRecord | None = None
    refused: str = ""
    repaired: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # warnings about accepted values
    towns: tuple[str, ...] = ()  # names to try if the record has no position
    source: SourceInfo | None = (
        None  # the row's source, in a file that aggregates several
    )
    part_of: str = ""  # id of the row in the same file that is the same venue

    def __post_init__(self) -> None:
        if (self.record is None) != bool(self.refused):
            raise ValueError("A row is either a record or refused.")

    @property
    def shown_name(self) -> str:
        """Return the venue's name for the report, possibly empty."""
        return self.record.name if self.record else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Options of an import that the file does not contain."""

    mapping: Path | None = None  # for CSV files
    postcodes: Path | None = (
        None  # Code-Point Open, to locate records without a position
    )
    source_key: str = ""
    edition: date | None = None
    today: date | None = None  # later dates are in the future; without it, none are
    country: str = ""  # ISO 3166-1, for addresses without a country
    locality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """An opened file: its source, number of rows (if known), and rows.

    `rows` can raise UnreadableFile at any row, because files can be truncated.
    """

    source: SourceInfo
    rows: Iterator[ReadRow] = field(repr=False)
    total: int | None = None
