"""The vocabulary: crafts and types of equipment, with their names in each language."""

from typing import NotRequired

from django.urls import reverse

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link, LinkObject
from geoapp.api.http.negotiation import GEOJSON, HTML
from geoapp.api.http.resource_view import resource
from geoapp.common.json_types import Count, TypedDict, component
from geoapp.common.public_url import public_url
from geoapp.crafts.concepts import CraftTerm, EquipmentTerm
from geoapp.crafts.vocabulary import current


class _NamedTerm(TypedDict):
    id: str
    labels: dict[str, str]
    aliases: NotRequired[dict[str, list[str]]]
    retired: NotRequired[bool]


@component("equipmentType")
class EquipmentType(_NamedTerm, total=False):
    """A type of equipment."""

    osm: list[str]
    links: list[LinkObject]


class _EquipmentUse(TypedDict):
    id: str
    strength: str


@component("craft")
class CraftObject(_NamedTerm, total=False):
    """A craft, the craft it is part of, and what it takes."""

    broader: str | None
    equipment: list[_EquipmentUse]
    osm: list[str]
    links: list[LinkObject]


@component("crafts")
class Crafts(TypedDict):
    """All crafts."""

    crafts: list[CraftObject]
    numberReturned: NotRequired[Count]
    links: NotRequired[list[LinkObject]]


@component("equipment")
class EquipmentTypes(TypedDict):
    """All types of equipment."""

    equipment: list[EquipmentType]
    numberReturned: NotRequired[Count]
    links: NotRequired[list[LinkObject]]


@resource()
def crafts(request: ResourceRequest) -> ResourceResponse:
    """Return all crafts, each with its broader craft and the equipment it needs."""
    terms = [_craft(term) for term in current().crafts.values()]
    body: Crafts = {
        "crafts": terms,
        "numberReturned": len(terms),
        "links": [link.body() for link in request.links],
    }
    return ResourceResponse(title="Crafts", body=body)


@resource()
def equipment(request: ResourceRequest) -> ResourceResponse:
    """Return all types of equipment."""
    terms = [_equipment(term) for term in current().equipment.values()]
    body: EquipmentTypes = {
        "equipment": terms,
        "numberReturned": len(terms),
        "links": [link.body() for link in request.links],
    }
    return ResourceResponse(title="Equipment", body=body)


def _craft(term: CraftTerm) -> CraftObject:
    return {
        **_named(term),
        "broader": term.broader,
        "equipment": [
            {"id": edge.equipment, "strength": edge.strength} for edge in term.equipment
        ],
        "osm": list(term.osm),
        "links": _links("crafts", "craft", term.id),
    }


def _equipment(term: EquipmentTerm) -> EquipmentType:
    return {
        **_named(term),
        "osm": list(term.osm),
        "links": _links("equipment", "equipment", term.id),
    }


def _named(term: CraftTerm | EquipmentTerm) -> _NamedTerm:
    return {
        "id": term.id,
        "labels": dict(term.labels),
        "aliases": {code: list(names) for code, names in term.aliases.items()},
        "retired": term.retired,
    }


def _links(pages: str, parameter: str, term: str) -> list[LinkObject]:
    venues = f"{public_url(reverse('api:venues'))}?{parameter}={term}"
    links = (
        Link("venues", venues, GEOJSON.media_type, "Venues with this term"),
        Link("alternate", public_url(f"/{pages}/{term}/"), HTML.media_type),
    )
    return [link.body() for link in links]
