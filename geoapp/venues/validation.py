"""Validate records before they become venues.

Readers of open formats and forms build records from untrusted input, so nothing is
assumed: not types, not lengths, not that strings are valid text.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from geoapp.common.errors import DomainError
from geoapp.crafts import vocabulary
from geoapp.crafts.choices import (
    Access,
    Audience,
    Induction,
    Kind,
    MachineState,
    Mode,
    Newcomers,
    Operation,
    Precision,
    Price,
    Wheelchair,
)
from geoapp.venues.record_json import to_json
from geoapp.venues.records import VenueRecord

_MAX_RECORD_LENGTH = 200_000  # characters of JSON, including the original row
_MAX_NUMBER = 32_767  # the limit of a smallint column; caps an uncertainty at 30 km
_MAX_AREA_SERVED_M = 500_000
_AMOUNT = re.compile(r"\d{1,7}(\.\d{1,2})?")

# One value each, from a closed list; an empty value is unknown, if it is allowed.
_CLOSED: tuple[tuple[str, frozenset[str]], ...] = (
    ("kind", frozenset(Kind.values)),
    ("precision", frozenset(Precision.values)),
    ("operation", frozenset(Operation.values)),
    ("price", frozenset(["", *Price.values])),
    ("wheelchair", frozenset(["", *Wheelchair.values])),
    ("newcomers", frozenset(["", *Newcomers.values])),
)
# Maximum lengths of the columns, in characters.
_MAX_LENGTHS: Mapping[str, int] = {
    "external_id": 200,
    "name": 300,
    "organisation": 300,
    "street": 300,
    "locality": 120,
    "region": 120,
    "postcode": 20,
    "country": 2,
    "floor": 20,
    "time_zone": 64,
    "price_currency": 3,
    "price_note": 300,
    "operation_reason": 300,
    "url": 500,
    "text": 1000,
    "make_model": 200,
    "working_size": 120,
    "power": 60,
    "fee": 120,
    "note": 300,
    "networks": 120,
    "languages": 35,
}


class InvalidVenue(DomainError):
    """The record is not a valid venue; the message is the first reason."""


def check(record: VenueRecord) -> None:
    """Raise InvalidVenue unless the record can be a venue on a map."""
    check_unplaced(record)
    if record.position is None:
        raise InvalidVenue(
            "Location missing, with no postcode or town to derive it from."
        )


def check_unplaced(record: VenueRecord) -> None:
    """Raise InvalidVenue unless the record can be a draft; the location is optional."""
    for judge in _CHECKS:
        for reason in judge(record):
            raise InvalidVenue(reason)


def _types(record: VenueRecord) -> Iterator[str]:
    for part in _parts(record):
        for spec in fields(part):
            fits = _TYPES.get(str(spec.type))
            value = getattr(part, spec.name)
            if spec.name == "area_served_m" and _is_served(value):
                continue
            if fits is not None and not fits(value):
                yield f"{spec.name} has the wrong type."


def _parts(record: VenueRecord) -> Iterator[Any]:
    yield record
    yield record.address
    for parts in (record.hours, record.offers, record.machines):
        yield from parts


def _is_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(text, str) for text in value)


def _is_pairs(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(key, str) and isinstance(text, str) for key, text in value.items()
    )


def _is_small(value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return 0 <= value <= _MAX_NUMBER


def _is_served(value: object) -> bool:
    return isinstance(value, int) and 0 < value <= _MAX_AREA_SERVED_M


_TYPES: Mapping[str, Callable[[object], bool]] = {
    str(str): lambda value: isinstance(value, str),
    str(bool): lambda value: isinstance(value, bool),
    str(bool | None): lambda value: value is None or isinstance(value, bool),
    str(int | None): _is_small,
    str(tuple[str, ...]): _is_texts,
    str(Mapping[str, str]): _is_pairs,
}


def _text(record: VenueRecord) -> Iterator[str]:
    """Check that the database can store it: no NUL, no lone surrogates."""
    json_text = json.dumps(to_json(record), ensure_ascii=False)
    if len(json_text) > _MAX_RECORD_LENGTH:
        yield f"The record has more than {_MAX_RECORD_LENGTH:,} characters."
    if "\\u0000" in json_text or not _is_unicode(json_text):
        yield "The record contains characters that are not text."


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _lengths(record: VenueRecord) -> Iterator[str]:
    for part in _parts(record):
        for spec in fields(part):
            longest = _MAX_LENGTHS.get(spec.name)
            value = getattr(part, spec.name)
            texts = value if isinstance(value, tuple) else (value,)
            if longest is not None and any(len(text) > longest for text in texts):
                yield f"{spec.name} has more than {longest} characters."


def _identity(record: VenueRecord) -> Iterator[str]:
    if not record.external_id.strip():
        yield "The id is missing."
    if not record.name.strip():
        yield "The name is missing."
    if record.price_amount and not _AMOUNT.fullmatch(record.price_amount):
        yield f"{record.price_amount[:40]!r} is not an amount of money."


def _closed_lists(record: VenueRecord) -> Iterator[str]:
    for name, values in _CLOSED:
        if getattr(record, name) not in values:
            yield f"{getattr(record, name)!r} is not a valid {name}."
    hours, offers, machines = record.hours, record.offers, record.machines
    yield from _unknown("access", record.access, Access.values)
    yield from _unknown("audience", (h.audience for h in hours), Audience.values)
    yield from _unknown("mode", (o.mode for o in offers), Mode.values)
    yield from _unknown(
        "induction", (m.induction for m in machines), ["", *Induction.values]
    )
    yield from _unknown("state", (m.state for m in machines), MachineState.values)


def _terms(record: VenueRecord) -> Iterator[str]:
    terms = vocabulary.current()
    yield from _unknown("craft", (o.craft for o in record.offers), terms.crafts)
    yield from _unknown(
        "equipment", (m.equipment for m in record.machines), terms.equipment
    )
    materials = (record.materials, *(m.materials for m in record.machines))
    for some in materials:
        yield from _unknown("material", some, terms.materials)


def _unknown(what: str, values: Iterable[str], allowed: Iterable[str]) -> Iterator[str]:
    allowed_values = frozenset(allowed)
    for value in values:
        if value not in allowed_values:
            yield f"{value!r} is not a valid {what}."


_CHECKS: tuple[Callable[[VenueRecord], Iterator[str]], ...] = (
    _types,
    _text,
    _lengths,
    _identity,
    _closed_lists,
    _terms,
)
