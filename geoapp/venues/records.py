"""What one source reports about one venue: the value object that readers yield.

Empty fields are unknown. Strings hold the values of geoapp.crafts.choices.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from geoapp.geo.values import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """A source of venue data: its publisher, edition and licence."""

    key: str  # "osm-helsinki"; with an external id it identifies a source record
    name: str  # display name: "OpenStreetMap"
    licence: str  # SPDX identifier: "ODbL-1.0"
    attribution: str  # as required by the licence
    url: str = ""
    edition: date | None = None  # the date of the edition, for `confirmed_at`


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address (schema.org PostalAddress)."""

    street: str = ""
    locality: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""  # ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRecord:
    """Opening hours for one audience: an unmodified OSM `opening_hours` string."""

    audience: str
    text: str
    inferred: bool = False
    checked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRecord:
    """A craft in one mode."""

    craft: str
    mode: str
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRecord:
    """One type of equipment in the venue; count 0 means that there is none."""

    equipment: str
    count: int | None = None  # None: at least one, number unknown
    make_model: str = ""
    working_size: str = ""
    power: str = ""
    materials: tuple[str, ...] = ()
    induction: str = ""
    state: str = "unknown"
    bookable: bool | None = None
    fee: str = ""
    note: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRecord:
    """The live state reported by the venue itself. Times are aware, UTC."""

    open: bool | None  # None: unknown
    said_at: datetime
    message: str = ""
    since: datetime | None = None  # time of opening or closing


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueRecord:
    """Everything that one source reports about one venue."""

    external_id: str
    name: str
    kind: str
    position: Position | None = None
    precision: str = "exact"
    uncertainty_m: int | None = None
    alternate_names: Mapping[str, str] = field(default_factory=dict)  # BCP 47 -> name
    summary: str = ""
    address: Address = Address()
    organisation: str = ""
    networks: tuple[str, ...] = ()
    directions_hint: str = ""
    floor: str = ""
    hide_exact_place: bool = False  # set by users only, not by sources
    area_served_m: int | None = None  # radius of a mobile service
    time_zone: str = ""  # IANA; empty: derived from the position
    contact: Mapping[str, str] = field(default_factory=dict)  # SpaceAPI's keys
    access: tuple[str, ...] = ()
    minimum_age: int | None = None
    price: str = ""
    price_amount: str = ""  # decimal as text, "12.50"
    price_currency: str = ""  # ISO 4217
    price_note: str = ""
    wheelchair: str = ""
    accessibility: Mapping[str, str] = field(default_factory=dict)  # OSM keys
    newcomers: str = ""
    languages: tuple[str, ...] = ()  # BCP 47
    operation: str = "unknown"
    operation_since: date | None = None
    operation_reason: str = ""
    confirmed_at: date | None = None
    hours: tuple[HoursRecord, ...] = ()
    offers: tuple[OfferRecord, ...] = ()
    machines: tuple[MachineRecord, ...] = ()
    materials: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()  # words that match no term of the vocabulary
    inferred: frozenset[str] = frozenset()  # fields derived from text or tags
    url: str = ""  # the record's own page in the source
    fetched_at: datetime | None = None
    live: LiveRecord | None = None  # stored separately from lasting data
    raw: Mapping[str, Any] = field(default_factory=dict)  # the original row
