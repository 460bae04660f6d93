"""The finished GeoJSON feature (RFC 7946), cut where a request adds its members."""

import json
from typing import Annotated, Literal, NotRequired, Required

from geoapp.common.json_types import (
    Count,
    Day,
    JsonSchema,
    LonLat,
    TypedDict,
    component,
)
from geoapp.crafts.choices import Kind, Mode, Precision
from geoapp.geo.values import Position
from geoapp.publishing.venue_document import inferred_of, is_hidden
from geoapp.venues.models import Machine, Offer, Venue

# What closes a cut feature again: of `properties`, and of the feature itself.
END = "}}"
DIGITS = 6  # of a degree: about 0.1 m
_INFERRED = "Names of other properties that were read from free text or a tag."


@component("point")
class PointGeometry(TypedDict):
    """A point, longitude first."""

    type: Literal["Point"]
    coordinates: LonLat


class _OfferedCraft(TypedDict):
    id: str
    modes: list[Annotated[str, JsonSchema(enum=Mode.values)]]
    inferred: bool


class _ListedEquipment(TypedDict):
    id: str
    induction: NotRequired[str | None]
    state: str
    inferred: bool


class FeatureProperties(TypedDict, total=False):
    """The properties of a venue's feature; null is unknown."""

    name: Required[str]
    slug: Required[str]
    kind: Required[Annotated[str, JsonSchema(enum=Kind.values)]]
    summary: str | None
    locality: str | None
    country: Annotated[str, JsonSchema("ISO 3166-1 alpha-2 code.")] | None
    precision: Required[Annotated[str, JsonSchema(enum=Precision.values)]]
    uncertainty_m: Count | None
    crafts: Required[list[_OfferedCraft]]
    equipment: Required[list[_ListedEquipment]]
    inferred: Required[Annotated[list[str], JsonSchema(_INFERRED)]]
    access: list[str] | None
    price: str | None
    wheelchair: str | None
    newcomers: str | None
    languages: Annotated[list[str], JsonSchema("Languages spoken (BCP 47).")]
    minimum_age: Count | None
    operation: str | None
    confirmed_at: Day | None
    licence: Required[list[str]]


def feature_of(venue: Venue, *, point: Position, uncertainty_m: int | None) -> str:
    """Return the feature as text without its last two braces."""
    feature = {
        "type": "Feature",
        "id": str(venue.pk),
        "geometry": {
            "type": "Point",
            "coordinates": [round(point.lon, DIGITS), round(point.lat, DIGITS)],
        },
        "properties": _properties(venue, uncertainty_m),
    }
    text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
    return text.removesuffix(END)


def _properties(venue: Venue, uncertainty_m: int | None) -> FeatureProperties:
    return {
        "name": venue.name,
        "slug": venue.slug,
        "kind": venue.kind,
        "summary": venue.summary or None,
        "locality": venue.locality or None,
        "country": venue.country or None,
        "precision": "area" if is_hidden(venue) else venue.precision,
        "uncertainty_m": uncertainty_m,
        "crafts": _crafts(list(venue.offers.all())),
        "equipment": _equipment(list(venue.machines.all())),
        "inferred": inferred_of(venue),
        "access": venue.access or None,
        "price": venue.price or None,
        "wheelchair": venue.wheelchair or None,
        "newcomers": venue.newcomers or None,
        "languages": venue.languages,
        "minimum_age": venue.minimum_age,
        "operation": venue.operation if venue.operation != "unknown" else None,
        "confirmed_at": (
            venue.confirmed_at.isoformat() if venue.confirmed_at else None
        ),
        "licence": sorted(
            {r.source.licence for r in venue.source_records.all() if not r.redacted}
        ),
    }


def _crafts(offers: list[Offer]) -> list[_OfferedCraft]:
    by_craft: dict[str, list[Offer]] = {}
    for offer in sorted(offers, key=lambda o: (o.craft_id, o.mode)):
        by_craft.setdefault(offer.craft_id, []).append(offer)
    return [
        {
            "id": craft,
            "modes": [offer.mode for offer in rows],
            "inferred": all(offer.inferred for offer in rows),
        }
        for craft, rows in by_craft.items()
    ]


def _equipment(machines: list[Machine]) -> list[_ListedEquipment]:
    """Return one entry per type, from its best machine; absent types are left out."""
    listed: dict[str, Machine] = {}
    for machine in sorted(machines, key=machine_rank):
        if machine.count != 0:
            listed.setdefault(machine.equipment_id, machine)
    return [
        {
            "id": equipment,
            "induction": machine.induction or None,
            "state": machine.state,
            "inferred": machine.inferred,
        }
        for equipment, machine in sorted(listed.items())
    ]


_STATE_RANK = ("working", "limited", "unknown", "broken")


def machine_rank(machine: Machine) -> tuple[bool, int, str]:
    """Return a key that sorts machines of one type best first."""
    return (machine.count == 0, _STATE_RANK.index(machine.state), machine.make_model)
