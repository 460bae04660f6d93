"""What a record must be before it can become a venue."""

from collections.abc import Callable, Iterable

from geoapp.crafts import vocabulary
from geoapp.crafts.terms import (
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
from geoapp.sources.rows import RowRefused
from geoapp.venues.records import VenueRecord

_LONGEST_NAME = 300
_LONGEST_ID = 200

# One value each, from a closed list; empty is unknown except where it is needed.
_CLOSED: tuple[tuple[str, frozenset[str]], ...] = (
    ("kind", frozenset(Kind.values)),
    ("precision", frozenset(Precision.values)),
    ("operation", frozenset(Operation.values)),
    ("price", frozenset(["", *Price.values])),
    ("wheelchair", frozenset(["", *Wheelchair.values])),
    ("newcomers", frozenset(["", *Newcomers.values])),
)


def check(record: VenueRecord) -> None:
    """Raise RowRefused with the reason if the record can be no venue."""
    for reason in (reason for judge in _JUDGES for reason in judge(record)):
        raise RowRefused(reason)


def _identity(record: VenueRecord) -> Iterable[str]:
    if not record.external_id or len(record.external_id) > _LONGEST_ID:
        yield "It has no id, or one that is too long."
    if not isinstance(record.name, str) or not record.name.strip():
        yield "It has no name."
    elif len(record.name) > _LONGEST_NAME:
        yield f"Its name has more than {_LONGEST_NAME} characters."
    if record.position is None:
        yield "It has no position, and no postcode or town that gives one."


def _closed_lists(record: VenueRecord) -> Iterable[str]:
    for name, values in _CLOSED:
        value = getattr(record, name)
        if not isinstance(value, str) or value not in values:
            yield f"{value!r} is no {name}."
    yield from _unknown("access", record.access, Access.values)
    yield from _unknown("audience", (h.audience for h in record.hours), Audience.values)
    yield from _unknown("mode", (o.mode for o in record.offers), Mode.values)
    yield from _unknown(
        "induction", (m.induction for m in record.machines), ["", *Induction.values]
    )
    yield from _unknown(
        "machine state", (m.state for m in record.machines), MachineState.values
    )


def _terms(record: VenueRecord) -> Iterable[str]:
    known = vocabulary.current()
    yield from _unknown("craft", (o.craft for o in record.offers), known.crafts)
    yield from _unknown(
        "equipment", (m.equipment for m in record.machines), known.equipment
    )
    yield from _unknown("material", record.materials, known.materials)


def _unknown(what: str, values: Iterable[str], allowed: Iterable[str]) -> Iterable[str]:
    known = frozenset(allowed)
    for value in values:
        if value not in known:
            yield f"{value!r} is no {what} of the vocabulary."


_JUDGES: tuple[Callable[[VenueRecord], Iterable[str]], ...] = (
    _identity,
    _closed_lists,
    _terms,
)
