"""Signals about venues. The projection is one receiver."""

from collections.abc import Collection
from uuid import UUID

from django.dispatch import Signal

# Sent with `venue_ids`, inside the transaction of the change: an exception in a
# receiver rolls it back.
venues_changed = Signal()


def send_venues_changed(venue_ids: Collection[UUID]) -> None:
    """Send `venues_changed`; actions call this once, for all their venues."""
    if venue_ids:
        venues_changed.send(sender=None, venue_ids=venue_ids)
