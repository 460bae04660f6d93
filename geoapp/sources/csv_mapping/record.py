"""Convert a row of a CSV file into a venue record, by the mapping."""

from collections.abc import Mapping as AnyMapping
from dataclasses import fields, replace
from typing import Any

from django.utils.text import slugify

from geoapp.geo.values import InvalidGeometry, Position
from geoapp.sources.csv_mapping.address import address_in
from geoapp.sources.csv_mapping.crafts import crafts_in
from geoapp.sources.csv_mapping.hours import hours_in, written_hours
from geoapp.sources.csv_mapping.inductions import machines_of
from geoapp.sources.csv_mapping.schema import Mapping
from geoapp.sources.csv_mapping.tools import offers_of, tools_in
from geoapp.sources.csv_mapping.value_mapping import (
    coded_values,
    date_in,
    fee_in,
    state_in,
)
from geoapp.sources.reader_rows import ReadRow, RowRefused
from geoapp.sources.towns import towns
from geoapp.venues.records import OfferRecord, VenueRecord

Cells = AnyMapping[str, str]

_HALF_TURN = 180.0  # degrees
_MANY = frozenset({"access", "materials", "languages", "networks"})
_PAIRS = frozenset({"accessibility", "contact"})
_EMPTY = VenueRecord(external_id="-", name="-", kind="-")


def row_from_cells(mapping: Mapping, cells: Cells, *, reference: str) -> ReadRow:
    """Return the row's record, or why it is rejected: empty, no name, no position."""
    if not any(cells.get(column, "").strip() for column in mapping.columns()):
        return ReadRow(reference=reference, refused="The row is empty.")
    try:
        return _row(mapping, cells, reference)
    except (RowRefused, InvalidGeometry) as refusal:
        name = _name(mapping, cells)
        return ReadRow(reference=reference, name=name, refused=str(refusal))


def _row(mapping: Mapping, cells: Cells, reference: str) -> ReadRow:
    name = _name(mapping, cells)
    if not name:
        raise RowRefused("No name.")
    tools = tools_in(mapping, cells)
    fee = fee_in(mapping.price, cells)
    state = state_in(mapping, cells)
    offers, unmatched = crafts_in(mapping.crafts, cells)
    record = VenueRecord(
        external_id=cells.get(mapping.id, "").strip() or slugify(name),
        name=name,
        kind=_kind(mapping, name),
        position=_position(mapping, cells),
        precision=mapping.position.precision if mapping.position else "exact",
        address=address_in(
            mapping.address,
            cells,
            name=name,
            country=_country(mapping, cells),
            towns=towns(),
        ),
        contact=_contact(mapping, cells),
        price=fee.price,
        price_amount=fee.amount,
        price_currency=fee.currency,
        price_note=fee.note,
        operation=state.operation,
        operation_since=state.since,
        operation_reason=state.reason,
        confirmed_at=date_in(mapping.confirmed_at, cells) or mapping.source.edition,
        hours=(
            *written_hours(mapping.opening_hours, cells),
            *hours_in(mapping.hours, cells),
        ),
        offers=_each_once(offers, offers_of(mapping, cells, tools.crafts)),
        machines=machines_of(mapping, cells, tools.equipment),
        unmatched=tuple(dict.fromkeys((*unmatched, *tools.unmatched))),
        inferred=frozenset({"operation"} if state.inferred else ()),
        raw={"cells": dict(cells), "answered": _answered(mapping, cells)},
    )
    record = _without_withheld(mapping, _with_codes(mapping, cells, record))
    area = cells.get(mapping.address.area, "").strip()
    return ReadRow(
        reference=reference,
        record=_marked(record),
        repaired=fee.repaired,
        towns=tuple(town for town in (area, record.address.locality) if town),
    )


def _name(mapping: Mapping, cells: Cells) -> str:
    return " ".join(cells.get(mapping.name, "").split())


def _answered(mapping: Mapping, cells: Cells) -> list[str]:
    """Return the questions about machines that have any answer."""
    columns = {
        "induction": mapping.inductions.machine,
        "staff_only": mapping.inductions.staff,
    }
    return [what for what, column in columns.items() if cells.get(column, "").strip()]


def _kind(mapping: Mapping, name: str) -> str:
    folded = name.casefold()
    for kind, words in mapping.kind.words.items():
        if any(word in folded for word in words):
            return kind
    return mapping.kind.default


def _country(mapping: Mapping, cells: Cells) -> str:
    country = cells.get(mapping.address.country, "").strip().upper()
    return country or mapping.country


def _each_once(
    first: tuple[OfferRecord, ...], second: tuple[OfferRecord, ...]
) -> tuple[OfferRecord, ...]:
    pairs = {(offer.craft, offer.mode) for offer in first}
    return (*first, *(o for o in second if (o.craft, o.mode) not in pairs))


def _position(mapping: Mapping, cells: Cells) -> Position | None:
    columns = mapping.position
    if columns is None:
        return None
    texts = (cells.get(columns.lon, "").strip(), cells.get(columns.lat, "").strip())
    if not any(texts):
        return None
    if _is_beyond(texts[0]):
        msg = f"The longitude {texts[0]} is outside -180 to 180."
        raise RowRefused(msg)
    return Position.from_text(",".join(texts))


def _is_beyond(longitude: str) -> bool:
    # Maps can wrap around; in a list it is a typing error.
    try:
        return abs(float(longitude)) > _HALF_TURN
    except ValueError:
        return False


def _contact(mapping: Mapping, cells: Cells) -> dict[str, str]:
    web = cells.get(mapping.web, "").strip()
    return {"web": web} if web else {}


def _with_codes(mapping: Mapping, cells: Cells, record: VenueRecord) -> VenueRecord:
    changes: dict[str, Any] = {}
    for codes in mapping.codes:
        values = coded_values(codes, cells)
        if not values:
            continue
        if codes.field in _MANY:
            changes[codes.field] = (*changes.get(codes.field, ()), *values)
        elif codes.field in _PAIRS:
            pairs = dict(value.split("=", maxsplit=1) for value in values)
            changes[codes.field] = {**changes.get(codes.field, {}), **pairs}
        else:
            changes.setdefault(codes.field, values[0])
    for name in _MANY & set(changes):
        changes[name] = tuple(dict.fromkeys(changes[name]))
    return replace(record, **changes)


def _without_withheld(mapping: Mapping, record: VenueRecord) -> VenueRecord:
    """Leave out the fields that the mapping withholds for this record."""
    changes: dict[str, Any] = {}
    for name in mapping.withhold.get(record.external_id, ()):
        if name == "street":
            changes["address"] = replace(record.address, street="")
        else:
            changes[name] = getattr(_EMPTY, name)
    return replace(record, **changes)


# Interpreted from a questionnaire's answers, so marked as inferred if set.
_READ_OUT = frozenset(
    {"kind", "access", "newcomers", "price", "price_amount", "wheelchair", "materials"}
)


def _marked(record: VenueRecord) -> VenueRecord:
    set_here = {
        spec.name
        for spec in fields(record)
        if spec.name in _READ_OUT and getattr(record, spec.name)
    }
    return replace(record, inferred=record.inferred | set_here)
