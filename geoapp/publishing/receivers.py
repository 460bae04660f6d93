"""The projection's side of the venues' hook: the clock is read here."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from geoapp.publishing.actions import refresh


def refresh_now(venue_ids: Collection[UUID]) -> None:
    """Write the projection of these venues as of now."""
    refresh(venue_ids=venue_ids, at=timezone.now())
