"""Publish only the area of a home workshop, or its exact place again."""

from datetime import datetime
from uuid import UUID

from geoapp.accounts.models import User
from geoapp.venues.actions.correct_venue import correct_venue


def hide_exact_place(
    *, venue_id: UUID, hidden: bool, author: User | None, at: datetime
) -> None:
    """Hide or show the exact place. Raises Venue.DoesNotExist."""
    correct_venue(
        venue_id=venue_id,
        field="hide_exact_place",
        value=hidden,
        author=author,
        at=at,
    )
