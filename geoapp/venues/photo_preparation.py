"""Prepares the display sizes of uploaded photos, in the worker."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from geoapp.images.child import process_in_child
from geoapp.images.files import (
    remove_sizes,
    remove_upload,
    upload_path,
    uploads,
    write_sizes,
)
from geoapp.images.process import PhotoTooLarge, ProcessedImage, UnreadablePhoto
from geoapp.venues.models import Photo, PhotoProblem, Venue
from geoapp.venues.signals import send_venues_changed

_A_DAY = timedelta(days=1)


def prepare_photo(photo_id: UUID) -> None:
    """Make a photo's sizes of its upload, and delete the upload.

    If it cannot be read, that is noted for the person. If the venue turns out to have
    the same picture already, the photo is deleted. Repeating this changes nothing.
    Raises NoRoom and OSError, with the upload left for the next attempt.
    """
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None or photo.is_prepared or photo.problem:
        return
    try:
        picture = process_in_child(upload_path(photo_id).read_bytes())
    except (UnreadablePhoto, PhotoTooLarge, FileNotFoundError) as error:
        problem = PhotoProblem.UNREADABLE
        if isinstance(error, PhotoTooLarge):
            problem = PhotoProblem.TOO_LARGE
        Photo.objects.filter(pk=photo_id).update(problem=problem)
        remove_upload(photo_id)
        return
    _save(photo, picture)


@transaction.atomic
def _save(photo: Photo, picture: ProcessedImage) -> None:
    venue = Venue.objects.select_for_update().get(pk=photo.venue_id)
    row = Photo.objects.filter(pk=photo.pk).first()
    if row is None:  # removed in the meantime
        remove_upload(photo.pk)
        return
    digest = sha256(picture.files[picture.width]).hexdigest()
    if venue.photos.filter(digest=digest).exclude(pk=row.pk).exists():
        row.delete()
        return
    write_sizes(row.pk, picture.files)
    row.width, row.height = picture.width, picture.height
    row.widths, row.digest = list(picture.files), digest
    try:
        row.save(update_fields=["width", "height", "widths", "digest"])
    except BaseException:
        remove_sizes(row.pk, row.widths)
        raise
    transaction.on_commit(lambda: remove_upload(row.pk))
    send_venues_changed([venue.pk])


def delete_photo_files(instance: Photo, **_kwargs: object) -> None:
    """Delete the files of a deleted photo once the transaction is committed."""
    photo_id, widths = instance.pk, tuple(instance.widths)

    def delete() -> None:
        remove_upload(photo_id)
        remove_sizes(photo_id, widths)

    transaction.on_commit(delete)


def delete_lost_uploads(*, at: datetime) -> None:
    """Delete uploads a day old that no photo waits for. `at` is aware.

    A process that ends between writing one and storing its row leaves it behind.
    """
    old = [photo_id for photo_id, written in uploads() if written < at - _A_DAY]
    waiting = Photo.objects.filter(pk__in=old, widths=[], problem="")
    for photo_id in set(old) - set(waiting.values_list("pk", flat=True)):
        remove_upload(photo_id)
