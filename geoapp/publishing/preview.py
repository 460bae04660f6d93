"""A venue as it would be published, before anybody decides that it is."""

from datetime import datetime
from uuid import UUID

from geoapp.crafts.vocabulary import current
from geoapp.publishing.projection_rows import Rows, rows_of
from geoapp.venues.models import Publication, Venue


def preview_of(venue_id: UUID, *, at: datetime) -> Rows | None:
    """Return the rows that publishing would write now; None without a position.

    Nothing is written. `at` (aware) is the moment from which hours are evaluated.
    Raises Venue.DoesNotExist.
    """
    venue = Venue.objects.with_details().get(pk=venue_id)
    venue.publication = Publication.PUBLISHED
    for photo in venue.photos.all():
        photo.accepted = True  # whoever decides about the venue sees them with it
    return rows_of(venue, vocabulary=current(), at=at)
