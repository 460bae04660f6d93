"""What a mapping file can say, as frozen values."""

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from geoapp.venues.records import SourceInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressColumns:
    """Where the address stands; `lines` is one cell with the whole of it."""

    lines: str = ""
    street: str = ""
    locality: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""  # ISO 3166-1; an empty cell is the mapping's country
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
class CraftColumn:
    """A column of crafts, by their names or ids, and what one can do with them."""

    column: str
    modes: tuple[str, ...] = ("use",)


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
    crafts: CraftColumn | None = None
    tools: Tools = Tools()
    inductions: Inductions = Inductions()
    opening_hours: str = ""  # a column in OSM syntax: when it is open to everybody
    hours: ReadHours | None = None
    withhold: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)

    def columns(self) -> frozenset[str]:
        """Return the columns without which the mapping makes no sense."""
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
