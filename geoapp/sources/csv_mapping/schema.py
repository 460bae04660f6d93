"""The schema of a mapping file, as immutable values."""

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from geoapp.venues.records import SourceInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressColumns:
    """The columns of the address; `lines` is a single cell with all of it."""

    lines: str = ""
    street: str = ""
    locality: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""  # ISO 3166-1; if empty, the mapping's country
    area: str = ""  # a district; the town if no line names one
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
    """A date column with its format (strptime)."""

    column: str
    format: str = "%Y-%m-%d"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """The kind by words in the name; the first match applies."""

    default: str
    words: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Coded answers: phrase in the column -> value of the field.

    Single-valued fields take the first matching phrase. If `unless` matches in
    `unless_column`, the result is `else_value`.
    """

    field: str
    column: str
    phrases: AnyMapping[str, str]
    unless_column: str = ""
    unless: str = ""  # a regular expression
    else_value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceColumns:
    """The price of membership: an amount, and a column with the way of paying."""

    amount: str
    period: str
    currency: str
    how: str = ""
    phrases: AnyMapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationColumns:
    """Dates of opening and closing, and a column with the reason, by phrases."""

    opened: str
    closed: str
    format: str
    states: AnyMapping[str, AnyMapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CraftColumn:
    """A column of crafts, by names or ids, with the modes that they are offered in."""

    column: str
    modes: tuple[str, ...] = ("use",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolColumn:
    """A column of tools, with its craft and its own vocabulary.

    `craft` is offered if the cell has an entry that is not negated, `craft_if_plain`
    only if no entry names a known tool. Crafts are inferred from words only if the
    column `names_crafts`, because tools hint at many.
    """

    column: str
    craft: str = ""
    craft_if_plain: str = ""
    words: AnyMapping[str, str] = field(default_factory=dict)  # pattern -> words
    equipment: str = ""  # present if the cell has any entry
    names_crafts: bool = False  # it also names crafts
    names_tools: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """How crafts and machines are extracted from text."""

    columns: tuple[ToolColumn, ...] = ()
    words: AnyMapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()  # patterns of entries that are not tools
    crafts_of: AnyMapping[str, str] = field(default_factory=dict)  # equipment -> craft
    modes: tuple[str, ...] = ("use",)
    learn_column: str = ""
    learn_phrases: tuple[str, ...] = ()
    least_confidence: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Inductions:
    """Which tools require an induction, and which are operated by staff only."""

    machine: str = ""
    staff: str = ""
    words: AnyMapping[str, str] = field(default_factory=dict)
    groups: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    never: tuple[str, ...] = ()  # equipment that "all" does not include


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadHours:
    """Hours that a person interpreted from notes: audience -> OSM string.

    Keyed by the note's fingerprint, so that changed notes are not used.
    """

    column: str
    read: AnyMapping[str, AnyMapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """The mapping file as a whole."""

    source: SourceInfo
    name: str
    kind: KindWords
    id: str = ""  # a column; by default the id is the slug of the name
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
    crafts: CraftColumn | None = None
    tools: Tools = Tools()
    inductions: Inductions = Inductions()
    opening_hours: str = ""  # a column in OSM syntax: hours for the public
    hours: ReadHours | None = None
    withhold: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)

    def columns(self) -> frozenset[str]:
        """Return the columns that the file must have."""
        address = self.address
        columns = {self.name, self.id, self.web, self.opening_hours}
        columns |= {address.lines, address.street, address.locality}
        columns |= {address.postcode, address.country}
        columns |= {column.column for column in self.tools.columns}
        columns |= {codes.column for codes in self.codes}
        if self.crafts:
            columns.add(self.crafts.column)
        if self.position:
            columns |= {self.position.lon, self.position.lat}
        return frozenset(columns - {""})
