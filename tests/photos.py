"""Pictures for tests, drawn here, and what somebody might upload in their place."""

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import Image

from geoapp.accounts.models import User
from geoapp.images.process import ProcessedImage, process_image
from geoapp.venues.actions.photos import (
    Credit,
    accept_photos,
    describe_photo,
    receive_photo,
)
from geoapp.venues.models import Photo, PhotoLicence, Venue
from tests.world import AT

CREDIT = Credit(author="Ada Potter", licence=PhotoLicence.BY)


def picture(
    width: int = 1200, height: int = 900, *, kind: str = "JPEG", hue: int = 90, **more
) -> bytes:
    """Return a picture whose left half differs from its right."""
    image = Image.new("RGB", (width, height), (hue, 120, 60))
    image.paste((250, 240, 230), (width // 2, 0, width, height))
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def with_position(**more) -> bytes:
    """Return a picture that says where and by whom it was taken, and lies sideways."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010F] = "SECRETCAMERA"
    exif[0x8825] = {1: "N", 2: (51.0, 32.0, 42.0), 3: "W", 4: (0.0, 3.0, 19.0)}
    return picture(exif=exif, comment=b"SECRETCOMMENT", **more)


def png_of(width: int, height: int) -> bytes:
    """Return a small file that claims to be a huge picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + end

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@cache
def drawn(data: bytes) -> ProcessedImage:
    """Return what a child process would, and the same for the same picture."""
    return process_image(data)


def photo_of(place: Venue, user: User, *, accepted: bool = True, hue: int = 90):
    """Return a described and prepared photo of a venue."""
    photo: Photo = receive_photo(
        venue_id=place.pk, data=picture(hue=hue), credit=CREDIT, added_by=user, at=AT
    )
    describe_photo(photo=photo, alt="Two lathes by a window", credit=CREDIT)
    if accepted:
        accept_photos(venue_id=place.pk, photo_ids=[photo.pk], at=AT)
    photo.refresh_from_db()
    return photo
