"""Show only the area of a home workshop, or its place again."""

from uuid import UUID

from django.db import transaction

from geoapp.venues.hooks import venues_changed
from geoapp.venues.models import Venue


@transaction.atomic
def hide_exact_place(*, venue_id: UUID, hidden: bool) -> None:
    """Publish the area instead of the point. Raises Venue.DoesNotExist."""
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    venue.hide_exact_place = hidden
    venue.save(update_fields=["hide_exact_place"])
    venues_changed([venue.pk])
