"""Filters and tags of the templates: one line each, the words stand in phrases."""

from datetime import datetime
from typing import Any

from django import template

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
from geoapp.crafts.vocabulary import current
from geoapp.discovery.openings import OpenState
from geoapp.discovery.reasons import freshness
from geoapp.publishing.models import PublishedVenue
from geoapp.web import phrases

register = template.Library()

_TERMS: dict[str, Any] = {
    "access": Access,
    "audience": Audience,
    "induction": Induction,
    "kind": Kind,
    "machine_state": MachineState,
    "mode": Mode,
    "newcomers": Newcomers,
    "operation": Operation,
    "precision": Precision,
    "price": Price,
    "wheelchair": Wheelchair,
}


@register.filter
def craft_name(craft: str) -> str:
    """Return the label of a craft in the reader's language."""
    return current().label(craft, of="crafts", language=phrases.language())


@register.filter
def equipment_name(equipment: str) -> str:
    """Return the label of a type of equipment in the reader's language."""
    return current().label(equipment, of="equipment", language=phrases.language())


@register.filter
def material_name(material: str) -> str:
    """Return the label of a material in the reader's language."""
    return current().label(material, of="materials", language=phrases.language())


@register.filter
def term_name(value: str, of: str) -> str:
    """Return the label of a value: `{{ venue.kind|term_name:"kind" }}`."""
    return str(_TERMS[of](value).label) if value in _TERMS[of].values else value


@register.filter
def opening_words(opening: OpenState, at: datetime) -> str:
    """Return the opening state in words."""
    return phrases.opening_words(opening, at)


@register.filter
def distance_words(metres: float) -> str:
    """Return a distance in the reader's form."""
    return phrases.distance_words(metres)


@register.simple_tag
def place_words(venue: PublishedVenue, metres: float | None = None) -> str:
    """Return where the venue is."""
    return phrases.place_words(venue, metres)


@register.filter
def freshness_words(venue: PublishedVenue, at: datetime) -> str:
    """Return when the venue was last confirmed."""
    return phrases.freshness_words(venue, at)


@register.filter
def freshness_state(venue: PublishedVenue, at: datetime) -> str:
    """Return fresh, ageing, stale or unknown."""
    return freshness(venue.confirmed_at, at)
