"""Somebody's picture, decoded with care and drawn anew in the sizes of screens.

T7 (docs/security.md). Only pixels are taken over: no EXIF (a home's position), no
profile, no comment, nothing behind the picture. What is animated becomes its first
frame.
"""

import struct
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from geoapp.common.errors import DomainError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 12_000_000
MOST_PIXELS = 50_000_000
WIDTHS = (480, 960, 1600)
_QUALITY = 80
_LEAST_SIDE = 16
_TALLEST = 4  # times its width; what is taller is no photo of a place


class UnreadablePhoto(DomainError):
    """A file that is no JPEG, PNG or WebP, or a broken one."""


class PhotoTooLarge(DomainError):
    """A file or a picture over the limits, which are said before an upload."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture in several sizes; `files` holds WebP by width in pixels."""

    width: int
    height: int
    files: Mapping[int, bytes]


def drawn(data: bytes) -> Drawn:
    """Return the picture in sizes for screens, none wider than it is.

    `width` and `height` are those of the largest. Raises UnreadablePhoto and
    PhotoTooLarge.
    """
    if len(data) > MOST_BYTES:
        raise PhotoTooLarge("A photo can have at most 12 MB. Make it smaller.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                picture = _pixels(image)
        largest = min(picture.width, WIDTHS[-1])
        widths = [width for width in WIDTHS if width < largest] + [largest]
        files = {width: _webp(picture, width) for width in widths}
    except Image.DecompressionBombError:
        raise PhotoTooLarge(_TOO_MANY) from None
    except (OSError, SyntaxError, ValueError, struct.error, zlib.error):
        # What Pillow's readers raise for what is broken, in their own words.
        raise UnreadablePhoto(
            "This photo cannot be read. Use a JPEG, PNG or WebP file."
        ) from None
    return Drawn(width=largest, height=_height(picture, largest), files=files)


_TOO_MANY = "A photo can have at most 50 million pixels. Make it smaller."


def _pixels(image: Image.Image) -> Image.Image:
    """Return the upright picture and nothing else; the size is judged first."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise PhotoTooLarge(_TOO_MANY)
    if min(width, height) < _LEAST_SIDE or max(width / height, height / width) > (
        _TALLEST
    ):
        raise UnreadablePhoto("This photo is too narrow. Crop it differently.")
    image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    plain.info = {}
    return plain


def _webp(picture: Image.Image, width: int) -> bytes:
    size = (width, _height(picture, width))
    buffer = BytesIO()
    scaled = picture.resize(size, Image.Resampling.LANCZOS)
    scaled.save(buffer, "WEBP", quality=_QUALITY, exif=b"", icc_profile=b"", xmp=b"")
    return buffer.getvalue()


def _height(picture: Image.Image, width: int) -> int:
    return max(round(picture.height * width / picture.width), 1)
