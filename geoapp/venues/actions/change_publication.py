"""Show a venue to everybody, or take it from the map."""

from uuid import UUID

from django.db import transaction

from geoapp.common.errors import DomainError
from geoapp.venues.hooks import venues_changed
from geoapp.venues.models import Publication, Venue


class MergedVenue(DomainError):
    """A venue that is part of another now."""


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
    if venue.publication == Publication.MERGED:
        raise MergedVenue("This venue was merged into another: change that one.")
    venue.publication = publication
    venue.save(update_fields=["publication"])
    venues_changed([venue.pk])
