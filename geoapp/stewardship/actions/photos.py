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
from geoapp.venues.roles import role_of
from geoapp.venues.rules import may_moderate


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


def hold_if_removed_before(photo: Photo, **_signal: object) -> None:
    """Hold a prepared photo of a trusted user if a moderator has removed the same.

    The file may differ from the removed one where the picture does not. Receives
    `photo_prepared`.
    """
    user = photo.added_by
    if user is None or not photo.accepted or not _needs_review(photo, user):
        return
    photo.accepted, photo.accepted_at = False, None
    photo.save(update_fields=["accepted", "accepted_at"])
    if photo.venue.publication == Publication.PUBLISHED:
        _hold(photo.venue, user=user, at=photo.added_at)


def _needs_review(photo: Photo, user: User) -> bool:
    """Return whether a moderator has removed this photo before, here or elsewhere."""
    is_moderator = may_moderate(role=role_of(user))
    return not is_moderator and (
        Photo.objects.filter(pk=photo.pk).removed_before().exists()
    )


def _hold(venue: Venue, *, user: User, at: datetime) -> None:
    waiting = Photo.objects.filter(venue=venue, accepted=False, added_by=user)
    ids = sorted(str(pk) for pk in waiting.values_list("pk", flat=True))
    hold_changes(user=user, venue=venue, changes={PHOTOS: ids}, base={}, at=at)


def _offer(photo: Photo, *, venue: Venue, user: User, at: datetime) -> None:
    if is_trusted(user) and not _needs_review(photo, user):
        accept_photos(venue_id=venue.pk, photo_ids=[photo.pk], at=at)
    elif venue.publication == Publication.PUBLISHED:
        _hold(venue, user=user, at=at)
