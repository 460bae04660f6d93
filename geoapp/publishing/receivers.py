"""The projection's side of the venues' signal: the clock is read here."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from geoapp.publishing.actions import refresh


def refresh_now(*, venue_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Write the projection of these venues as of now."""
    refresh(venue_ids=venue_ids, at=now())
