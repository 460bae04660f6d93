"""What one list says about one venue: the frozen shape that every reader yields.

Empty means unknown, everywhere. Strings hold the values of geoapp.crafts.choices.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from geoapp.geo.values import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """A list of venues: who made it, when, and under which licence it is used."""

    key: str  # "osm-helsinki"; with an external id it names one source record
    name: str  # as shown: "OpenStreetMap"
    licence: str  # SPDX identifier: "ODbL-1.0"
    attribution: str  # the line that the licence asks for
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
    """Opening hours for one audience: the OSM `opening_hours` string as it came."""

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
    """One type of equipment in the venue; count 0 means that it is said absent."""

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
    """What the venue itself said of that moment. Times are aware, UTC."""

    open: bool | None  # None: it does not know either
    said_at: datetime
    message: str = ""
    since: datetime | None = None  # when it opened or closed


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueRecord:
    """Everything that one source says about one venue."""

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
    hide_exact_place: bool = False  # only people say this, no list
    area_served_m: int | None = None  # it comes to people this far around
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
    unmatched: tuple[str, ...] = ()  # free words that no term of the vocabulary took
    inferred: frozenset[str] = frozenset()  # field names read out of text or tags
    url: str = ""  # the record's own page in the source
    fetched_at: datetime | None = None
    live: LiveRecord | None = None  # kept apart from what holds for longer
    raw: Mapping[str, Any] = field(default_factory=dict)  # the row as it came
