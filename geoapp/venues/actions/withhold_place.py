"""Publish only the area of a place, whatever its managers have set, or no longer."""

from uuid import UUID

from django.db import transaction

from geoapp.venues.models import Venue
from geoapp.venues.signals import send_venues_changed


@transaction.atomic
def withhold_place(*, venue_id: UUID, withheld: bool) -> None:
    """Withhold the exact place, or leave it to the managers' setting again.

    Raises Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.place_withheld != withheld:
        venue.place_withheld = withheld
        venue.save(update_fields=["place_withheld"])
        send_venues_changed([venue.pk])
