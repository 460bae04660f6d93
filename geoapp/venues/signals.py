"""What others may want to know of venues. The projection is the first to."""

from collections.abc import Collection
from uuid import UUID

from django.dispatch import Signal

# Sent with `venue_ids`, inside the transaction that changes these venues: what a
# receiver raises undoes the change.
venues_changed = Signal()


def send_venues_changed(venue_ids: Collection[UUID]) -> None:
    """Send `venues_changed`. A verb calls this once, with all its venues."""
    if venue_ids:
        venues_changed.send(sender=None, venue_ids=venue_ids)
