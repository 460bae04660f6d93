"""Add photos; a new account's photos of a published venue await review."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.images.files import remove_upload
from geoapp.stewardship.actions.contribute import hold_changes, is_trusted
from geoapp.stewardship.rules import PHOTOS
from geoapp.venues.actions.photos import Credit, accept_photos, receive_photo
from geoapp.venues.models import Photo, Publication, Venue


def contribute_photo(
    *, user: User, venue_id: UUID, data: bytes, credit: Credit, at: datetime
) -> Photo:
    """Store an upload, and accept it if the user is trusted.

    Photos of a draft are reviewed together with the venue. Raises what receive_photo
    raises.
    """
    photo = None
    try:
        with transaction.atomic():
            venue = Venue.objects.select_for_update().get(pk=venue_id)
            photo = receive_photo(
                venue_id=venue_id, data=data, credit=credit, added_by=user, at=at
            )
            if not photo.accepted:
                _offer(photo, venue=venue, user=user, at=at)
    except BaseException:
        # The rollback removed the row, unless the photo had been stored before.
        if photo is not None and not Photo.objects.filter(pk=photo.pk).exists():
            remove_upload(photo.pk)
        raise
    return photo


def may_change_photo(photo: Photo, *, is_newcomer: bool) -> bool:
    """Return whether a manager may describe, move or remove a photo without review.

    A newcomer (`contribute.is_newcomer`) may not touch what has been accepted.
    """
    return not (is_newcomer and photo.accepted)


def _offer(photo: Photo, *, venue: Venue, user: User, at: datetime) -> None:
    if is_trusted(user):
        accept_photos(venue_id=venue.pk, photo_ids=[photo.pk])
    elif venue.publication == Publication.PUBLISHED:
        waiting = Photo.objects.filter(venue=venue, accepted=False, added_by=user)
        ids = sorted(str(pk) for pk in waiting.values_list("pk", flat=True))
        hold_changes(user=user, venue=venue, changes={PHOTOS: ids}, base={}, at=at)
