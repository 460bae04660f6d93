"""The files of photos: written whole or not at all, gone with their rows."""

import errno
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from geoapp.common.errors import DomainError
from geoapp.venues.models import Photo

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class NoRoom(DomainError):
    """The site's disk is full: nothing was kept."""


def path_of(photo_id: UUID, width: int) -> Path:
    """Return where a size of a photo lies."""
    return Path(settings.MEDIA_ROOT) / "photos" / f"{photo_id.hex}-{width}.webp"


def write(photo_id: UUID, files: Mapping[int, bytes]) -> None:
    """Write all sizes; where one fails none stays. Raises NoRoom and OSError."""
    try:
        for width, data in files.items():
            path = path_of(photo_id, width)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        remove(photo_id, files)
        if error.errno in _FULL:
            raise NoRoom(
                "There is no space for photos. Everything else has been saved. "
                "Try again later."
            ) from error
        raise


def remove(photo_id: UUID, widths: Collection[int]) -> None:
    """Delete the files, as far as they are there."""
    for width in widths:
        with suppress(FileNotFoundError):
            path_of(photo_id, width).unlink()


def forget(instance: Photo, **_more: Any) -> None:
    """Delete a deleted photo's files, once it is sure that the row is gone."""
    photo_id, widths = instance.pk, tuple(instance.widths)
    transaction.on_commit(lambda: remove(photo_id, widths))
