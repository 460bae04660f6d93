"""The vocabulary: crafts and types of equipment, with their names in each language."""

from typing import Any

from django.urls import reverse

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link, public_link
from geoapp.api.http.negotiation import GEOJSON, HTML
from geoapp.api.http.resource_view import resource
from geoapp.crafts.concepts import CraftTerm, EquipmentTerm
from geoapp.crafts.vocabulary import current


@resource()
def crafts(request: ResourceRequest) -> ResourceResponse:
    """Return all crafts, each with what it is part of and what it takes."""
    return _listed(
        request,
        map(_craft, current().crafts.values()),
        title="Crafts",
        name="crafts",
    )


@resource()
def equipment(request: ResourceRequest) -> ResourceResponse:
    """Return all types of equipment."""
    terms = map(_equipment, current().equipment.values())
    return _listed(request, terms, title="Equipment", name="equipment")


def _listed(
    request: ResourceRequest, terms: Any, *, title: str, name: str
) -> ResourceResponse:
    rows = list(terms)
    body = {
        name: rows,
        "numberReturned": len(rows),
        "links": [link.body() for link in request.links],
    }
    return ResourceResponse(title=title, body=body)


def _craft(term: CraftTerm) -> dict[str, object]:
    takes = [
        {"id": edge.equipment, "strength": edge.strength} for edge in term.equipment
    ]
    return {
        **_named(term),
        "broader": term.broader,
        "equipment": takes,
        "osm": list(term.osm),
        "links": _links("crafts", "craft", term.id),
    }


def _equipment(term: EquipmentTerm) -> dict[str, object]:
    return {
        **_named(term),
        "osm": list(term.osm),
        "links": _links("equipment", "equipment", term.id),
    }


def _named(term: CraftTerm | EquipmentTerm) -> dict[str, object]:
    return {
        "id": term.id,
        "labels": dict(term.labels),
        "aliases": {code: list(names) for code, names in term.aliases.items()},
        "retired": term.retired,
    }


def _links(pages: str, parameter: str, term: str) -> list[dict[str, str]]:
    venues = f"{public_link(reverse('api:venues'))}?{parameter}={term}"
    links = (
        Link("venues", venues, GEOJSON.media_type, "Venues with this term"),
        Link("alternate", public_link(f"/{pages}/{term}/"), HTML.media_type),
    )
    return [link.body() for link in links]
