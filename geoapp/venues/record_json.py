"""A VenueRecord as JSON and back, without loss: the stored and the fixture form."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from geoapp.common.errors import DomainError
from geoapp.geo.values import Position
from geoapp.venues.records import (
    Address,
    HoursRecord,
    MachineRecord,
    OfferRecord,
    SourceInfo,
    VenueRecord,
)


class UnreadableRecord(DomainError):
    """JSON that is no venue record; the message names the field."""


_PARTS: dict[str, type] = {
    "hours": HoursRecord,
    "offers": OfferRecord,
    "machines": MachineRecord,
}
_DATES = {"operation_since", "confirmed_at", "checked", "edition"}


def to_json(record: Any) -> dict[str, Any]:
    """Return the record as plain JSON, leaving out what is unknown."""
    written: dict[str, Any] = {}
    for spec in fields(record):
        value = getattr(record, spec.name)
        if not _is_default(spec, value):
            written[spec.name] = _plain(value)
    return written


def _is_default(spec: Field[Any], value: Any) -> bool:
    if spec.default_factory is not MISSING:
        return not value
    # By type as well: a count of 0 says something, a False default does not.
    return bool(type(value) is type(spec.default) and value == spec.default)


def _plain(value: Any) -> Any:
    if isinstance(value, Position):
        return [value.lon, value.lat]
    if is_dataclass(value):
        return to_json(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value


def record_from_json(written: Mapping[str, Any]) -> VenueRecord:
    """Return the record that `to_json` wrote; raise UnreadableRecord."""
    try:
        return VenueRecord(
            **{name: _read(name, value) for name, value in written.items()}
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise UnreadableRecord(f"Not a venue record: {error}") from error


def source_from_json(written: Mapping[str, Any]) -> SourceInfo:
    """Return the list's own facts; raise UnreadableRecord."""
    try:
        return SourceInfo(
            **{name: _read(name, value) for name, value in written.items()}
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise UnreadableRecord(f"Not a source: {error}") from error


def _read(name: str, value: Any) -> Any:
    if name in _PARTS:
        return tuple(_part(_PARTS[name], part) for part in value)
    if name == "position":
        return Position(lon=float(value[0]), lat=float(value[1]))
    if name == "address":
        return Address(**value)
    if name in _DATES:
        return date.fromisoformat(value)
    if name == "fetched_at":
        return datetime.fromisoformat(value)
    if name == "inferred" and isinstance(value, list):
        return frozenset(value)
    return tuple(value) if isinstance(value, list) else value


def _part(kind: type, written: Mapping[str, Any]) -> Any:
    return kind(**{name: _read(name, value) for name, value in written.items()})
