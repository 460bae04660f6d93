"""What an organizer says of a venue at first, and the list that it is kept in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from geoapp.venues.records import SourceInfo

# What people say about their own venues is a source like any other.
ORGANIZERS = SourceInfo(
    key="organizers",
    name="The people who run it",
    licence="CC0-1.0",
    attribution="Said by the people who run the place.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueDraft:
    """A venue as its form was sent first; more is said step by step.

    `id` is made with the form, so that the same form sent again is the same venue.
    `said` holds other fields in their JSON form (geoapp.venues.record_json).
    """

    id: UUID
    name: str
    kind: str
    said: Mapping[str, Any] = field(default_factory=dict)
