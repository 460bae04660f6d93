"""The mapping file: YAML read into frozen values, refused with the part that is wrong."""

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

from geoapp.common.errors import DomainError
from geoapp.venues.record_json import source_from_json
from geoapp.venues.records import SourceInfo

_T = TypeVar("_T")


class InvalidMapping(DomainError):
    """The mapping file is wrong; the message names the part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressColumns:
    """Where the address stands; `lines` is one cell with the whole of it."""

    lines: str = ""
    street: str = ""
    locality: str = ""
    postcode: str = ""
    region: str = ""
    area: str = ""  # a district; the town where no line names one
    locality_of_region: AnyMapping[str, str] = field(default_factory=dict)
    not_street: tuple[str, ...] = ()  # counties and countries


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionColumns:
    """Degrees, WGS 84."""

    lon: str
    lat: str
    precision: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateColumn:
    """A date and how it is written (strptime)."""

    column: str
    format: str = "%Y-%m-%d"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """The kind by words in the name; the first that fits."""

    default: str
    words: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Coded answers: phrase in the column -> value of the field.

    A field of one value takes the first phrase that fits. `unless` are words
    in another column that turn the answer into `else_value`.
    """

    field: str
    column: str
    phrases: AnyMapping[str, str]
    unless_column: str = ""
    unless: str = ""  # a pattern
    else_value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceColumns:
    """What membership costs: an amount, and a column that says how one pays."""

    amount: str
    period: str
    currency: str
    how: str = ""
    phrases: AnyMapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationColumns:
    """When it opened and closed, and a column that says why, by phrases."""

    opened: str
    closed: str
    format: str
    states: AnyMapping[str, AnyMapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolColumn:
    """A column of tools: the craft that it stands for, and its own words.

    `craft` counts as offered when the cell has an entry that is not negated,
    `craft_if_plain` only when no entry names a known tool. Crafts are read out
    of words only where the column `names_crafts`: tools hint at many.
    """

    column: str
    craft: str = ""
    craft_if_plain: str = ""
    words: AnyMapping[str, str] = field(default_factory=dict)  # pattern -> words
    equipment: str = ""  # what any entry of the column proves
    names_crafts: bool = False  # it names crafts in words of their own
    names_tools: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """How crafts and machines are read out of text."""

    columns: tuple[ToolColumn, ...] = ()
    words: AnyMapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()  # patterns of entries that are no tool
    crafts_of: AnyMapping[str, str] = field(default_factory=dict)  # equipment -> craft
    modes: tuple[str, ...] = ("use",)
    learn_column: str = ""
    learn_phrases: tuple[str, ...] = ()
    least_confidence: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Inductions:
    """Which tools need an induction, and which only staff may run."""

    machine: str = ""
    staff: str = ""
    words: AnyMapping[str, str] = field(default_factory=dict)
    groups: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    never: tuple[str, ...] = ()  # equipment that "all" does not mean


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadHours:
    """Hours that a person read out of a note: audience -> OSM string.

    Keyed by the note's fingerprint: a note that changed was not read.
    """

    column: str
    read: AnyMapping[str, AnyMapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """The whole mapping file."""

    source: SourceInfo
    name: str
    kind: KindWords
    id: str = ""  # a column; without it the name's slug is the id
    encoding: str = "utf-8"
    delimiter: str = ","
    country: str = ""
    web: str = ""
    address: AddressColumns = AddressColumns()
    position: PositionColumns | None = None
    confirmed_at: DateColumn | None = None
    codes: tuple[Codes, ...] = ()
    price: PriceColumns | None = None
    operation: OperationColumns | None = None
    tools: Tools = Tools()
    inductions: Inductions = Inductions()
    hours: ReadHours | None = None
    withhold: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)

    def columns(self) -> frozenset[str]:
        """Return the columns without which the mapping makes no sense."""
        named = {
            self.name,
            self.id,
            self.web,
            self.address.lines,
            self.address.postcode,
        }
        named |= {column.column for column in self.tools.columns}
        named |= {codes.column for codes in self.codes}
        if self.position:
            named |= {self.position.lon, self.position.lat}
        return frozenset(named - {""})


_SECTIONS: AnyMapping[str, type] = {
    "address": AddressColumns,
    "position": PositionColumns,
    "confirmed_at": DateColumn,
    "kind": KindWords,
    "price": PriceColumns,
    "operation": OperationColumns,
    "inductions": Inductions,
    "hours": ReadHours,
}


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file; raise InvalidMapping, or OSError for an unreadable one."""
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        msg = f"{path.name} is not valid YAML: {error}"
        raise InvalidMapping(msg) from None
    if not isinstance(written, dict):
        msg = f"{path.name} is no mapping of sections."
        raise InvalidMapping(msg)
    try:
        return _mapping(written)
    except DomainError as error:
        msg = f"{path.name}: {error}"
        raise InvalidMapping(msg) from None


def _mapping(written: dict[str, Any]) -> Mapping:
    values = dict(written)
    values["source"] = source_from_json(_dates_as_text(values.get("source") or {}))
    for name, kind in _SECTIONS.items():
        if name in values:
            values[name] = _section(kind, values[name], name)
    values["codes"] = tuple(
        _section(Codes, part, "codes") for part in values.get("codes", ())
    )
    tools = dict(values.get("tools") or {})
    tools["columns"] = tuple(
        _section(ToolColumn, part, "tools.columns") for part in tools.get("columns", ())
    )
    values["tools"] = _section(Tools, tools, "tools")
    mapping = _section(Mapping, values, "the file")
    _check_patterns(mapping)
    return mapping


def _section(kind: type[_T], written: object, where: str) -> _T:
    if not isinstance(written, dict):
        msg = f"`{where}` is no mapping of names to values."
        raise InvalidMapping(msg)
    names = {spec.name for spec in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(written) - names)
    if unknown:
        msg = f"`{where}` has no `{unknown[0]}`."
        raise InvalidMapping(msg)
    try:
        return kind(**{name: _frozen(value) for name, value in written.items()})
    except TypeError as error:
        msg = f"`{where}`: {error}"
        raise InvalidMapping(msg) from None


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _dates_as_text(written: AnyMapping[str, Any]) -> dict[str, Any]:
    # YAML reads a bare 2015-03-16 as a date; the record's form is text.
    return {
        name: value if isinstance(value, str) else str(value)
        for name, value in written.items()
    }


def _check_patterns(mapping: Mapping) -> None:
    patterns = [
        *mapping.tools.absent,
        *mapping.tools.words,
        *mapping.inductions.words,
        *(codes.unless for codes in mapping.codes),
        *(pattern for column in mapping.tools.columns for pattern in column.words),
    ]
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            msg = f"The pattern {pattern!r} is wrong: {error}."
            raise InvalidMapping(msg) from None
