"""Decode uploaded images safely and re-encode them in display sizes.

T7 (docs/security.md). Only pixels are copied: no EXIF (which can hold the position of a
home), no profile, no comment, no appended data. Of an animation, the first frame is
used.
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
MAX_BYTES = 12_000_000
MAX_PIXELS = 50_000_000
WIDTHS = (480, 960, 1600)
_QUALITY = 80
_MIN_SIDE = 16
_MAX_ASPECT = 4  # times the width; taller images are not photos of places


class UnreadablePhoto(DomainError):
    """The file is not a valid JPEG, PNG or WebP image."""


class PhotoTooLarge(DomainError):
    """The file or image exceeds the limits, which the form states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessedImage:
    """An image in several sizes; `files` maps the width in pixels to WebP data."""

    width: int
    height: int
    files: Mapping[int, bytes]


def process_image(data: bytes) -> ProcessedImage:
    """Return the image in display sizes, none wider than the original.

    `width` and `height` are those of the largest. Raises UnreadablePhoto and
    PhotoTooLarge.
    """
    if len(data) > MAX_BYTES:
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
        # What Pillow's decoders raise for broken files.
        raise UnreadablePhoto(
            "This photo cannot be read. Use a JPEG, PNG or WebP file."
        ) from None
    return ProcessedImage(width=largest, height=_height(picture, largest), files=files)


_TOO_MANY = "A photo can have at most 50 million pixels. Make it smaller."


def _pixels(image: Image.Image) -> Image.Image:
    """Return only the upright pixels; the dimensions are checked first."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PhotoTooLarge(_TOO_MANY)
    if min(width, height) < _MIN_SIDE or max(width / height, height / width) > (
        _MAX_ASPECT
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
