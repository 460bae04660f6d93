"""Compute a venue, field by field, from its source records and corrections.

Pure: records in, one record out. For each field the most recently confirmed source with
a value wins, so a new edition replaces an old one and a sparse source never blanks the
values of a rich one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from geoapp.common.errors import DomainError
from geoapp.crafts.choices import Operation
from geoapp.venues.record_json import record_from_json
from geoapp.venues.records import Address, HoursRecord, SourceInfo, VenueRecord

# These are taken from one source together: a position with another source's precision,
# or an amount with another's currency, would be a claim that nobody made.
_GROUPS: tuple[tuple[str, ...], ...] = (
    ("position", "precision", "uncertainty_m"),
    ("price", "price_amount", "price_currency", "price_note"),
    ("operation", "operation_since", "operation_reason"),
)
_PRIVATE = frozenset({"external_id", "raw", "url", "fetched_at", "live"})
# Reported with other fields, or not at all.
_REPORTED_SEPARATELY = frozenset({"inferred", "hours", "unmatched", "hide_exact_place"})
# Precisions by rank; the finer one wins the position. An area comes first: it is not a
# poor estimate but a request to hide the place.
_FINENESS = ("area", "exact", "address", "street", "postcode", "city")


class UnknownField(DomainError):
    """A correction of a field that venues do not have."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record together with its source."""

    source: SourceInfo
    record: VenueRecord

    @property
    def confirmed_at(self) -> date:
        """Return the record's date of confirmation, or else the source's edition."""
        return self.record.confirmed_at or self.source.edition or date.min


def computed(
    records: Sequence[StoredRecord], corrections: Mapping[str, Any] | None = None
) -> VenueRecord:
    """Return the venue that these records and corrections describe.

    `corrections` maps field names to JSON values. Raises UnknownField.
    """
    ranked = sorted(records, key=_rank, reverse=True)
    first = ranked[0].record
    values = {
        name: _first(name, ranked) for name in field_names() if name not in _grouped()
    }
    for group in _GROUPS:
        values.update(_group(group, ranked))
    values["hours"] = _hours(ranked)
    values["inferred"] = _inferred(values, ranked)
    values["confirmed_at"] = max(
        (s.confirmed_at for s in ranked if s.confirmed_at > date.min), default=None
    )
    venue = replace(first, **values)
    return _corrected(venue, corrections or {})


def _rank(stored: StoredRecord) -> tuple[date, str, str]:
    """Return what decides between records, never how the database happens to list them.

    After a merge, two of one source may have been confirmed on the same day.
    """
    return stored.confirmed_at, stored.source.key, stored.record.external_id


def field_names() -> list[str]:
    """Return the names of all fields that users can correct."""
    return [spec.name for spec in fields(VenueRecord) if spec.name not in _PRIVATE]


def _grouped() -> frozenset[str]:
    return frozenset(name for group in _GROUPS for name in group)


def has_value(record: VenueRecord, name: str) -> bool:
    """Return whether the record has a value for this field."""
    value = getattr(record, name)
    if name == "operation":
        return bool(value != Operation.UNKNOWN)
    return value is not None and value not in ("", (), {}, frozenset(), Address())


def _first(name: str, ranked: Sequence[StoredRecord]) -> Any:
    for stored in ranked:
        if has_value(stored.record, name):
            return getattr(stored.record, name)
    return getattr(ranked[0].record, name)


def _group(group: tuple[str, ...], ranked: Sequence[StoredRecord]) -> dict[str, Any]:
    order: Iterable[StoredRecord] = ranked
    if group[0] == "position":
        order = sorted(ranked, key=lambda s: _FINENESS.index(s.record.precision))
    for stored in order:
        if has_value(stored.record, group[0]):
            return {name: getattr(stored.record, name) for name in group}
    return {name: getattr(ranked[0].record, name) for name in group}


def _hours(ranked: Sequence[StoredRecord]) -> tuple[HoursRecord, ...]:
    """Return one string per audience, each from the most recent source."""
    by_audience: dict[str, HoursRecord] = {}
    for stored in ranked:
        for hours in stored.record.hours:
            by_audience.setdefault(hours.audience, hours)
    return tuple(by_audience[audience] for audience in sorted(by_audience))


def _inferred(
    values: Mapping[str, Any], ranked: Sequence[StoredRecord]
) -> frozenset[str]:
    """Return the fields whose winning value was derived from text or a tag."""
    names: set[str] = set()
    for name, value in values.items():
        for stored in ranked:
            if has_value(stored.record, name) and getattr(stored.record, name) == value:
                if name in stored.record.inferred:
                    names.add(name)
                break
    return frozenset(names)


def _corrected(venue: VenueRecord, corrections: Mapping[str, Any]) -> VenueRecord:
    unknown = set(corrections) - set(field_names())
    if unknown:
        raise UnknownField(f"A venue has no field {', '.join(sorted(unknown))}.")
    if not corrections:
        return venue
    # Fields corrected to unknown are left out, so that they get their defaults.
    values = {name: value for name, value in corrections.items() if value is not None}
    corrected = record_from_json(
        {"external_id": "", "name": venue.name, "kind": venue.kind, **values}
    )
    changes = {name: getattr(corrected, name) for name in corrections}
    if "confirmed_at" in changes:
        # The later of the two confirmations.
        days = (venue.confirmed_at, corrected.confirmed_at)
        changes["confirmed_at"] = max((d for d in days if d), default=None)
    return replace(venue, **changes, inferred=venue.inferred - set(corrections))


def field_sources(
    records: Sequence[StoredRecord], corrections: Mapping[str, Any] | None = None
) -> dict[str, list[str]]:
    """Return, by field, the keys of the sources that support the current value.

    Corrections are not sources. Grouped fields are listed under their first name
    ("position", "price"), hours by audience ("hours:public"). Fields without a value
    are left out.
    """
    corrections = corrections or {}
    stands = computed(records, corrections)
    single = [(n,) for n in field_names() if n not in _grouped() | _REPORTED_SEPARATELY]
    sources: dict[str, list[str]] = {}
    for names in (*_GROUPS, *single):
        if has_value(stands, names[0]):
            agree = (s for s in records if all(_agrees(s, n, stands) for n in names))
            by_people = any(name in corrections for name in names)
            sources[names[0]] = [] if by_people else sorted(s.source.key for s in agree)
    for hours in stands.hours:
        agree = (s for s in records if hours in s.record.hours)
        by_people = "hours" in corrections
        keys = [] if by_people else sorted(s.source.key for s in agree)
        sources[f"hours:{hours.audience}"] = keys
    return sources


def _agrees(stored: StoredRecord, name: str, stands: VenueRecord) -> bool:
    if name == "confirmed_at":
        return stored.confirmed_at == stands.confirmed_at
    return bool(getattr(stored.record, name) == getattr(stands, name))
