"""Convert a document into a row: a record, or the reason for rejecting it."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.text import slugify

from geoapp.crafts import vocabulary
from geoapp.crafts.choices import Access, Audience, Kind, Mode, Operation
from geoapp.crafts.suggest import suggest
from geoapp.geo.values import InvalidGeometry
from geoapp.sources.reader_rows import ReadRow, RowRefused
from geoapp.sources.spaceapi.contact import contact_of
from geoapp.sources.spaceapi.fees import plan_of
from geoapp.sources.spaceapi.live import changed_at, live_of
from geoapp.sources.spaceapi.place import (
    address_of,
    place_of,
    position_of,
    time_zone_of,
)
from geoapp.sources.spaceapi.values import RepairLog, part, text_of
from geoapp.venues.records import HoursRecord, OfferRecord, VenueRecord

_MAX_LENGTHS = {"name": 200, "hint": 1000, "opening hours": 1000}
_KINDS = (
    (re.compile(r"fab ?-?lab", re.IGNORECASE), Kind.FAB_LAB.value),
    (re.compile(r"maker ?-?space", re.IGNORECASE), Kind.MAKERSPACE.value),
)
_HOURS_KEYS = ("opening_hours", "ext_opening_hours")
# Members that are stable and contain no personal data.
_RAW_MEMBERS = (
    *("api", "api_compatibility", "logo", "projects", "feeds", "links", "areas"),
    *("membership_plans", "spacefed"),
)
_MAX_RAW_LENGTH = 20_000  # characters of JSON
_MIN_CONFIDENCE = 0.6  # below a craft's name, above a single hint


def row_from_document(
    document: object, *, reference: str, said_at: datetime
) -> ReadRow:
    """Return the document's row. `said_at` (aware) is the time of the response."""
    if not isinstance(document, Mapping):
        return ReadRow(reference=reference, refused="Not a SpaceAPI document.")
    book = RepairLog()
    name = _name(document, book)
    try:
        record = _record(document, book, said_at)
    except (RowRefused, InvalidGeometry) as refusal:
        return ReadRow(reference=reference, name=name, refused=str(refusal))
    return ReadRow(reference=reference, record=record, repaired=tuple(book.sentences))


def _record(
    document: Mapping[str, Any], book: RepairLog, said_at: datetime
) -> VenueRecord:
    name = _name(document, book)
    if not name:
        raise RowRefused("No name.")
    place = place_of(document)
    position = position_of(place, book)
    changed = changed_at(document, book, latest=said_at)
    plan = plan_of(document, book)
    return VenueRecord(
        external_id=slugify(name, allow_unicode=True)[:200] or name,
        name=name,
        kind=_kind(name),
        position=position,
        address=address_of(place, position, book),
        directions_hint=text_of(
            place.get("hint"), book, what="hint", longest=_MAX_LENGTHS["hint"]
        ),
        time_zone=time_zone_of(place, book),
        contact=contact_of(document, book),
        access=(Access.MEMBERSHIP.value,) if plan.price else (),
        price=plan.price,
        price_amount=plan.amount,
        price_currency=plan.currency,
        price_note=plan.note,
        # It responds, so it is operating; whether it is open to all is unknown.
        operation=Operation.OPERATING.value,
        confirmed_at=(changed or said_at).date(),
        hours=_hours(document, book),
        offers=_offers(document),
        inferred=frozenset({"kind", "operation", *(["access"] if plan.price else [])}),
        live=live_of(document, book, said_at=said_at),
        raw=_raw(document, book),
    )


def _name(document: Mapping[str, Any], book: RepairLog) -> str:
    return text_of(
        document.get("space"), book, what="name", longest=_MAX_LENGTHS["name"]
    )


def _kind(name: str) -> str:
    fitting = (kind for words, kind in _KINDS if words.search(name))
    return next(fitting, Kind.HACKERSPACE.value)


def _hours(document: Mapping[str, Any], book: RepairLog) -> tuple[HoursRecord, ...]:
    for key in _HOURS_KEYS:
        longest = _MAX_LENGTHS["opening hours"]
        text = text_of(
            document.get(key, part(document, "location").get(key)),
            book,
            what="opening hours",
            longest=longest,
        )
        if text:
            return (HoursRecord(audience=Audience.PUBLIC.value, text=text),)
    return ()


def _offers(document: Mapping[str, Any]) -> tuple[OfferRecord, ...]:
    """Return the crafts inferred from the names of its areas."""
    areas = document.get("areas")
    names = [
        area["name"]
        for area in (areas if isinstance(areas, list) else ())
        if isinstance(area, Mapping) and isinstance(area.get("name"), str)
    ]
    read = suggest("; ".join(names)[:2000], vocabulary=vocabulary.current())
    return tuple(
        OfferRecord(craft=craft.id, mode=Mode.USE.value, inferred=True)
        for craft in read.crafts
        if craft.confidence >= _MIN_CONFIDENCE
    )


def _raw(document: Mapping[str, Any], book: RepairLog) -> dict[str, Any]:
    members = {key: document[key] for key in _RAW_MEMBERS if key in document}
    for key in sorted(members, key=lambda name: -len(json.dumps(members[name]))):
        if len(json.dumps(members)) <= _MAX_RAW_LENGTH:
            break
        del members[key]
        book.add(f"{key} is too long to store. Left out.")
    return members
