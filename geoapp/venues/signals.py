"""Signals about venues: the projection and the emails to managers are receivers."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.dispatch import Signal

if TYPE_CHECKING:
    from geoapp.venues.models import ManagerChange, Photo

# Sent with `venue_ids`, inside the transaction of the change: an exception in a
# receiver rolls it back.
venues_changed = Signal()
# Sent with `change`, a ManagerChange, inside its transaction.
managers_changed = Signal()
# Sent with `photo`, whose content is known now, inside the transaction.
photo_prepared = Signal()


def send_venues_changed(venue_ids: Collection[UUID]) -> None:
    """Send `venues_changed`; actions call this once, for all their venues."""
    if venue_ids:
        venues_changed.send(sender=None, venue_ids=venue_ids)


def send_photo_prepared(photo: "Photo") -> None:
    """Send `photo_prepared` about one photo."""
    photo_prepared.send(sender=None, photo=photo)


def send_managers_changed(change: "ManagerChange") -> None:
    """Send `managers_changed` about one change of a venue's managers."""
    managers_changed.send(sender=None, change=change)
