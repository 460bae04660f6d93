"""A new venue as its form submits it, and the source of managers' own data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from geoapp.venues.records import SourceInfo

# Managers' data about their venues is a source like any other.
ORGANIZERS = SourceInfo(
    key="organizers",
    name="The people who run it",
    licence="CC0-1.0",
    attribution="Said by the people who run the place.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueDraft:
    """A venue as submitted by the first form; later steps add more.

    `id` is generated with the form, so that submitting it twice creates one venue.
    `values` holds other fields in their JSON form (geoapp.venues.record_json).
    """

    id: UUID
    name: str
    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
