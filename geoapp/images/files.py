"""Files of photos: uploads until they are prepared, then the display sizes."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from geoapp.common.errors import DomainError
from geoapp.common.full_disk import is_full

_OWNER_ONLY = 0o600


class NoRoom(DomainError):
    """The disk is full; nothing was stored."""


def path_of(photo_id: UUID, width: int) -> Path:
    """Return the path of one size of a photo."""
    return Path(settings.MEDIA_ROOT) / "photos" / f"{photo_id.hex}-{width}.webp"


def upload_path(photo_id: UUID) -> Path:
    """Return the path of an uploaded file; no view ever hands it out."""
    return Path(settings.MEDIA_ROOT) / "uploads" / photo_id.hex


def uploads() -> Iterator[tuple[UUID, datetime]]:
    """Yield the id of each uploaded file, and when it was written (UTC)."""
    for path in (Path(settings.MEDIA_ROOT) / "uploads").glob("[0-9a-f]" * 32):
        yield UUID(path.name), datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)


def sizes() -> Iterator[tuple[UUID, datetime]]:
    """Yield the photo's id of each display size, and when it was written (UTC)."""
    for path in path_of(UUID(int=0), 0).parent.glob("*-*.webp"):
        photo_id = UUID(path.name.partition("-")[0])
        yield photo_id, datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)


def write_sizes(photo_id: UUID, files: Mapping[int, bytes]) -> None:
    """Write all sizes, or none. Raises NoRoom and OSError."""
    try:
        for width, data in files.items():
            path = path_of(photo_id, width)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        remove_sizes(photo_id)
        raise _explained(error) from error


def write_upload(photo_id: UUID, data: bytes) -> None:
    """Write an uploaded file, or nothing. Raises NoRoom and OSError."""
    path = upload_path(photo_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=_OWNER_ONLY)
        path.write_bytes(data)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _explained(error) from error


def remove_sizes(photo_id: UUID) -> None:
    """Delete the display sizes that exist."""
    for path in path_of(photo_id, 0).parent.glob(f"{photo_id.hex}-*.webp"):
        path.unlink(missing_ok=True)


def remove_upload(photo_id: UUID) -> None:
    """Delete the uploaded file, if it is there."""
    upload_path(photo_id).unlink(missing_ok=True)


def _explained(error: OSError) -> Exception:
    if not is_full(error):
        return error
    return NoRoom(
        "There is no space for photos. Everything else has been saved. Try again later."
    )
