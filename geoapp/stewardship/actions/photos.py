"""Add a photo; on a venue that is shown, a new account's waits for a look."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.stewardship.actions.contribute import hold, trusts
from geoapp.stewardship.rules import PHOTOS
from geoapp.venues.actions.photos import Credit, accept_photos, add_photo
from geoapp.venues.models import Photo, Publication, Venue


def contribute_photo(
    *, user: User, venue_id: UUID, data: bytes, credit: Credit, at: datetime
) -> Photo:
    """Keep a photo; a trusted person's is accepted, as is all that is said of it.

    A draft's photos are looked at with the venue. Raises what add_photo raises.
    """
    with transaction.atomic():
        venue = Venue.objects.select_for_update().get(pk=venue_id)
        photo = add_photo(
            venue_id=venue_id, data=data, credit=credit, added_by=user, at=at
        )
        if photo.accepted:
            return photo
        if trusts(user):
            accept_photos(venue_id=venue_id, photo_ids=[photo.pk])
        elif venue.publication == Publication.PUBLISHED:
            waiting = Photo.objects.filter(
                venue_id=venue_id, accepted=False, added_by=user
            )
            ids = sorted(str(pk) for pk in waiting.values_list("pk", flat=True))
            hold(user=user, venue=venue, changes={PHOTOS: ids}, base={}, at=at)
    return photo
