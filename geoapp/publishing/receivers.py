"""The projection's receiver of the venues' signal; it reads the clock."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from geoapp.publishing.actions import refresh


def refresh_now(*, venue_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Write the projection of these venues as of now."""
    refresh(venue_ids=venue_ids, at=now())
