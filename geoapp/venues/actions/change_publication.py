"""Show a venue to everybody, or take it from the map."""

from uuid import UUID

from django.db import transaction

from geoapp.venues.hooks import venues_changed
from geoapp.venues.models import Publication, Venue


@transaction.atomic
def publish_venue(*, venue_id: UUID) -> None:
    """Show the venue on the public map. Raises Venue.DoesNotExist."""
    _set_publication(venue_id, Publication.PUBLISHED)


@transaction.atomic
def withdraw_venue(*, venue_id: UUID) -> None:
    """Take the venue out of everything public. Raises Venue.DoesNotExist."""
    _set_publication(venue_id, Publication.WITHDRAWN)


def _set_publication(venue_id: UUID, publication: Publication) -> None:
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    venue.publication = publication
    venue.merged_into = None
    venue.save(update_fields=["publication", "merged_into"])
    venues_changed([venue.pk])
