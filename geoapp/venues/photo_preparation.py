"""Prepares the display sizes of uploaded photos, in the worker."""

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from geoapp.images.child import ChildEnded, process_in_child
from geoapp.images.files import (
    NoRoom,
    remove_sizes,
    remove_upload,
    sizes,
    upload_path,
    uploads,
    write_sizes,
)
from geoapp.images.process import PhotoTooLarge, ProcessedImage, UnreadablePhoto
from geoapp.images.slot_sql import image_slot
from geoapp.venues.models import Photo, PhotoProblem, Venue
from geoapp.venues.signals import send_photo_prepared, send_venues_changed

_A_DAY = timedelta(days=1)
_GIVEN_UP = timedelta(days=3)
_log = logging.getLogger(__name__)


def prepare_photo(photo_id: UUID) -> bool:
    """Make a photo's sizes of its upload, and delete the upload.

    If it cannot be read, that is noted for the person. If the venue turns out to have
    the same picture already, the photo is deleted. Repeating this changes nothing.
    Return False if another photo is being prepared. Raises ChildEnded, NoRoom and
    OSError, with the upload left for the next attempt.
    """
    with image_slot() as is_free:
        if is_free:
            _prepare(photo_id)
    return is_free


def prepare_waiting(*, at: datetime) -> None:
    """Prepare what waits, the oldest first. `at` is aware.

    One whose preparation fails does not hold up the others; one that still fails after
    three days is given up.
    """
    waiting = Photo.objects.filter(widths=[], problem="")
    waiting = waiting.order_by("added_at", "venue", "place")
    for photo_id, added_at in waiting.values_list("pk", "added_at"):
        try:
            if not prepare_photo(photo_id):
                break
        except (ChildEnded, NoRoom, OSError):
            _log.exception("Photo %s could not be prepared", photo_id)
            if added_at < at - _GIVEN_UP:
                _mark(photo_id, PhotoProblem.UNREADABLE)


def _prepare(photo_id: UUID) -> None:
    photo = Photo.objects.filter(pk=photo_id, widths=[], problem="").first()
    if photo is None:
        return
    try:
        picture = process_in_child(upload_path(photo_id).read_bytes())
    except (UnreadablePhoto, FileNotFoundError):
        _mark(photo_id, PhotoProblem.UNREADABLE)
    except PhotoTooLarge:
        _mark(photo_id, PhotoProblem.TOO_LARGE)
    else:
        _save(photo, picture)


def _mark(photo_id: UUID, problem: PhotoProblem) -> None:
    Photo.objects.filter(pk=photo_id).update(problem=problem)
    remove_upload(photo_id)


@transaction.atomic
def _save(photo: Photo, picture: ProcessedImage) -> None:
    venue = Venue.objects.select_for_update().filter(pk=photo.venue_id).first()
    row = Photo.objects.filter(pk=photo.pk).first()
    if venue is None or row is None:  # removed in the meantime
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
        remove_sizes(row.pk)
        raise
    transaction.on_commit(lambda: remove_upload(row.pk))
    send_photo_prepared(row)
    send_venues_changed([venue.pk])


def delete_photo_files(instance: Photo, **_kwargs: object) -> None:
    """Delete the files of a deleted photo once the transaction is committed."""
    photo_id = instance.pk

    def delete() -> None:
        remove_upload(photo_id)
        remove_sizes(photo_id)

    transaction.on_commit(delete)


def delete_lost_files(*, at: datetime) -> None:
    """Delete files a day old that belong to no photo. `at` is aware.

    A process that ends between writing one and committing its row leaves it behind.
    """
    old_uploads = {key for key, written in uploads() if written < at - _A_DAY}
    waiting = Photo.objects.filter(pk__in=old_uploads, widths=[], problem="")
    for photo_id in old_uploads - set(waiting.values_list("pk", flat=True)):
        remove_upload(photo_id)
    old_sizes = {key for key, written in sizes() if written < at - _A_DAY}
    shown = Photo.objects.filter(pk__in=old_sizes).exclude(widths=[])
    for photo_id in old_sizes - set(shown.values_list("pk", flat=True)):
        remove_sizes(photo_id)
