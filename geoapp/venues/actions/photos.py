"""Photos of venues: add, describe, reorder, accept and remove them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.images.files import remove_upload, write_upload
from geoapp.images.process import check_image
from geoapp.venues.models import Photo, PhotoLicence, RemovedPhoto, Venue
from geoapp.venues.signals import send_venues_changed
from geoapp.venues.tasks import prepare_photo_sizes

MAX_PHOTOS = 12


class TooManyPhotos(DomainError):
    """The venue has reached the limit of photos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Author and licence of a photo."""

    author: str
    licence: PhotoLicence


@transaction.atomic
def receive_photo(
    *,
    venue_id: UUID,
    data: bytes,
    credit: Credit,
    added_by: User,
    at: datetime,
) -> Photo:
    """Store an upload that looks like a photo; the worker prepares its display sizes.

    Nothing is decoded here. The photo is not accepted yet. If the venue has the same
    photo already, return that one. If the caller's transaction is rolled back, the
    caller has to remove the files. Raises UnreadablePhoto, PhotoTooLarge,
    TooManyPhotos, NoRoom and Venue.DoesNotExist.
    """
    check_image(data)
    digest = sha256(data).hexdigest()
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    stored = venue.photos.filter(upload_digest=digest).first()
    if stored is not None:
        return stored
    if venue.photos.count() >= MAX_PHOTOS:
        raise TooManyPhotos(f"A venue can have at most {MAX_PHOTOS} photos.")
    last = venue.photos.aggregate(last=Max("place"))["last"]
    photo = Photo(
        venue=venue,
        place=0 if last is None else last + 1,
        author=credit.author,
        licence=credit.licence,
        upload_digest=digest,
        added_by=added_by,
        added_at=at,
    )
    write_upload(photo.pk, data)
    try:
        photo.save(force_insert=True)
        prepare_photo_sizes.defer(photo_id=str(photo.pk))
    except BaseException:
        remove_upload(photo.pk)
        raise
    return photo


@transaction.atomic
def describe_photo(*, photo: Photo, alt: str, credit: Credit) -> None:
    """Set the description and credit; a photo without a description is not shown."""
    photo.alt, photo.author = alt, credit.author
    photo.licence = credit.licence
    photo.save(update_fields=["alt", "author", "licence"])
    send_venues_changed([photo.venue_id])


@transaction.atomic
def move_photo_up(*, photo: Photo) -> None:
    """Move a photo one position up; the first stays first."""
    Venue.objects.select_for_update().get(pk=photo.venue_id)
    rows = list(Photo.objects.filter(venue_id=photo.venue_id).order_by("place", "pk"))
    index = rows.index(photo)
    if index:
        rows[index - 1], rows[index] = rows[index], rows[index - 1]
    for place, row in enumerate(rows):
        row.place = place
    Photo.objects.bulk_update(rows, ["place"])
    send_venues_changed([photo.venue_id])


@transaction.atomic
def remove_photo(*, photo: Photo) -> None:
    """Delete a photo and its files."""
    venue_id = photo.venue_id
    photo.delete()
    send_venues_changed([venue_id])


@transaction.atomic
def accept_photos(
    *, venue_id: UUID, at: datetime, photo_ids: Collection[UUID] | None = None
) -> None:
    """Accept these photos of the venue, or all of them. `at` is aware."""
    waiting = Photo.objects.filter(venue_id=venue_id, accepted=False)
    if photo_ids is not None:
        waiting = waiting.filter(pk__in=photo_ids)
    if waiting.update(accepted=True, accepted_at=at):
        send_venues_changed([venue_id])


def remember_removed(*, photo: Photo, at: datetime) -> None:
    """Store the fingerprints of a photo that a moderator removes. `at` is aware."""
    RemovedPhoto.objects.bulk_create(
        [RemovedPhoto(digest=digest, removed_at=at) for digest in _digests(photo)],
        ignore_conflicts=True,
    )


def forget_removed(*, photo: Photo, removed_at: datetime | None = None) -> None:
    """Delete the fingerprints: the decision to remove the photo has been undone.

    Only those stored at `removed_at` (aware), if it is given: another decision may have
    removed the same picture.
    """
    rows = RemovedPhoto.objects.filter(digest__in=_digests(photo))
    if removed_at is not None:
        rows = rows.filter(removed_at=removed_at)
    rows.delete()


def _digests(photo: Photo) -> list[str]:
    return [digest for digest in (photo.upload_digest, photo.digest) if digest]


@transaction.atomic
def hide_photos(*, photo_ids: Collection[UUID], hidden: bool) -> None:
    """Take photos of any venues from public view, or show them again."""
    rows = Photo.objects.filter(pk__in=list(photo_ids))
    venue_ids = list(rows.order_by().values_list("venue_id", flat=True).distinct())
    rows.update(hidden=hidden)
    send_venues_changed(venue_ids)


@transaction.atomic
def hide_photo(*, photo: Photo, hidden: bool) -> None:
    """Take a photo from public view, or show it again; its managers still see it."""
    photo.hidden = hidden
    photo.save(update_fields=["hidden"])
    send_venues_changed([photo.venue_id])
