"""Convert VenueRecords to JSON and back, lossless: for the database and fixtures."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import singledispatch
from typing import Any

from geoapp.common.errors import DomainError
from geoapp.geo.values import InvalidGeometry, Position
from geoapp.venues.records import (
    Address,
    HoursRecord,
    MachineRecord,
    OfferRecord,
    SourceInfo,
    VenueRecord,
)


class UnreadableRecord(DomainError):
    """The JSON is not a venue record; the message names the field."""


_UNREADABLE = (
    TypeError,
    ValueError,
    AttributeError,
    LookupError,
    InvalidGeometry,
)
_PARTS: dict[str, type] = {
    "hours": HoursRecord,
    "offers": OfferRecord,
    "machines": MachineRecord,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "position": lambda value: Position(lon=float(value[0]), lat=float(value[1])),
    "address": lambda value: Address(**value),
    "operation_since": date.fromisoformat,
    "confirmed_at": date.fromisoformat,
    "checked": date.fromisoformat,
    "edition": date.fromisoformat,
    "fetched_at": datetime.fromisoformat,
    # Live states are outdated before a file is read again.
    "live": lambda _value: None,
    # On a record this lists field names; on its parts it is a boolean.
    "inferred": lambda value: frozenset(value) if isinstance(value, list) else value,
}


def to_json(record: Any) -> dict[str, Any]:
    """Return the record as plain JSON, without unknown values."""
    values: dict[str, Any] = {}
    for spec in fields(record):
        value = getattr(record, spec.name)
        if not _is_default(spec, value):
            values[spec.name] = _plain(value)
    return values


def _is_default(spec: Field[Any], value: Any) -> bool:
    if spec.default_factory is not MISSING:
        return not value
    # Compare types as well: a count of 0 is information, a default of False is not.
    return bool(type(value) is type(spec.default) and value == spec.default)


@singledispatch
def _plain(value: Any) -> Any:
    return to_json(value) if is_dataclass(value) else value


@_plain.register
def _(value: Position) -> list[float]:
    return [value.lon, value.lat]


@_plain.register
def _(value: date) -> str:
    return value.isoformat()


@_plain.register
def _(value: frozenset) -> list[str]:  # type: ignore[type-arg] # dispatched on
    return sorted(value)


@_plain.register
def _(value: tuple) -> list[Any]:  # type: ignore[type-arg] # dispatched on
    return [_plain(item) for item in value]


@_plain.register
def _(value: Mapping) -> dict[str, Any]:  # type: ignore[type-arg] # dispatched on
    return dict(value)


def record_from_json(values: Mapping[str, Any]) -> VenueRecord:
    """Return the record that `to_json` wrote. Raises UnreadableRecord."""
    try:
        return VenueRecord(
            **{name: _read(name, value) for name, value in values.items()}
        )
    except _UNREADABLE as error:
        raise UnreadableRecord(f"Not a valid venue record: {error}") from error


def source_from_json(values: Mapping[str, Any]) -> SourceInfo:
    """Return the description of a source. Raises UnreadableRecord."""
    try:
        return SourceInfo(
            **{name: _read(name, value) for name, value in values.items()}
        )
    except _UNREADABLE as error:
        raise UnreadableRecord(f"Not a valid source: {error}") from error


def _read(name: str, value: Any) -> Any:
    if name in _READERS:
        return _READERS[name](value)
    if name in _PARTS:
        return tuple(_part(_PARTS[name], part) for part in value)
    return tuple(value) if isinstance(value, list) else value


def _part(kind: type, values: Mapping[str, Any]) -> Any:
    return kind(**{name: _read(name, value) for name, value in values.items()})
