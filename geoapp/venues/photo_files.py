"""Files of photos: written completely or not at all, deleted with their rows."""

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
    """The disk is full; nothing was stored."""


def path_of(photo_id: UUID, width: int) -> Path:
    """Return the path of one size of a photo."""
    return Path(settings.MEDIA_ROOT) / "photos" / f"{photo_id.hex}-{width}.webp"


def write(photo_id: UUID, files: Mapping[int, bytes]) -> None:
    """Write all sizes, or none. Raises NoRoom and OSError."""
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
    """Delete the files that exist."""
    for width in widths:
        with suppress(FileNotFoundError):
            path_of(photo_id, width).unlink()


def delete_photo_files(instance: Photo, **_kwargs: Any) -> None:
    """Delete the files of a deleted photo once the transaction is committed."""
    photo_id, widths = instance.pk, tuple(instance.widths)
    transaction.on_commit(lambda: remove(photo_id, widths))
