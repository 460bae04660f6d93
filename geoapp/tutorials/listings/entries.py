"""One row of a list, as it came and as it can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from geoapp.common.errors import DomainError


class EntryRefused(DomainError):
    """A row is no tutorial that we can keep; the message is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A row as its format gives it; nothing of it is checked yet."""

    reference: str  # where to find it: "line 7"
    fields: Mapping[str, object]  # title, url, text, tags, crafts, …
    refused: str = ""  # why it can be no row at all


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingEntry:
    """A tutorial that can be kept. What was guessed stands apart from what was said."""

    reference: str
    title: str
    url: str
    language: str
    site: str
    crafts: tuple[str, ...] = ()  # the list's own word, by the vocabulary's ids
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    guessed_crafts: tuple[str, ...] = ()  # read out of words
    guessed_equipment: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
