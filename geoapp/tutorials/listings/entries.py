"""Rows of an external list, before and after cleaning."""

from collections.abc import Mapping
from dataclasses import dataclass

from geoapp.common.errors import DomainError


class EntryRefused(DomainError):
    """The row is not a valid tutorial; the message is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A row as parsed; its fields are not validated yet."""

    reference: str  # its position in the file: "line 7"
    fields: Mapping[str, object]  # title, url, text, tags, crafts, …
    refused: str = ""  # why the row is invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingEntry:
    """A valid tutorial. Inferred values are separate from stated ones."""

    reference: str
    title: str
    url: str
    language: str
    site: str
    crafts: tuple[str, ...] = ()  # stated, as vocabulary ids
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    guessed_crafts: tuple[str, ...] = ()  # inferred from text
    guessed_equipment: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
