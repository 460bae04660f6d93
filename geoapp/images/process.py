"""Check uploaded images, decode them safely and re-encode them in display sizes.

T7 (docs/security.md). Only pixels are copied: no EXIF (which can hold the position of a
home), no profile, no comment, no appended data. Of an animation, the first frame is
used. Nothing here knows Django, so that a child process starts quickly.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
UNREADABLE = "This photo cannot be read. Use a JPEG, PNG or WebP file."
_TOO_MANY = "A photo can have at most 50 million pixels. Make it smaller."


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


def check_image(data: bytes) -> None:
    """Check what the file's head says, without decoding a pixel.

    Raises UnreadablePhoto and PhotoTooLarge.
    """
    if len(data) > MAX_BYTES:
        raise PhotoTooLarge("A photo can have at most 12 MB. Make it smaller.")
    with _opened(data):
        pass


def process_image(data: bytes) -> ProcessedImage:
    """Return the image in display sizes, none wider than the original.

    `width` and `height` are those of the largest. This can take seconds and hundreds of
    megabytes: call `geoapp.images.child.process_in_child` where others wait. Raises
    UnreadablePhoto and PhotoTooLarge.
    """
    check_image(data)
    with _opened(data) as image:
        picture = _pixels(image)
        largest = min(picture.width, WIDTHS[-1])
        widths = [width for width in WIDTHS if width < largest] + [largest]
        files = {width: _webp(picture, width) for width in widths}
    return ProcessedImage(width=largest, height=_height(picture, largest), files=files)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Open an image of acceptable format, size and shape; errors become ours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                _check_size(*image.size)
                yield image
    except Image.DecompressionBombError:
        raise PhotoTooLarge(_TOO_MANY) from None
    except (OSError, SyntaxError, ValueError, MemoryError, struct.error, zlib.error):
        # What Pillow's decoders raise for broken files, and within a limit of memory.
        raise UnreadablePhoto(UNREADABLE) from None


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise PhotoTooLarge(_TOO_MANY)
    if min(width, height) < _MIN_SIDE or max(width / height, height / width) > (
        _MAX_ASPECT
    ):
        raise UnreadablePhoto("This photo is too narrow. Crop it differently.")


def _pixels(image: Image.Image) -> Image.Image:
    """Return only the upright pixels, reduced before anything copies them.

    Either side may become the width, so neither gets smaller than the largest size.
    """
    image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
    plain = image
    if image.mode not in {"RGB", "RGBA"}:
        plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
        plain.info = {"exif": image.info["exif"]} if "exif" in image.info else {}
    smaller = plain.reduce(max(1, min(plain.size) // WIDTHS[-1]))
    smaller.info = plain.info
    ImageOps.exif_transpose(smaller, in_place=True)
    smaller.info = {}
    return smaller


def _webp(picture: Image.Image, width: int) -> bytes:
    size = (width, _height(picture, width))
    buffer = BytesIO()
    scaled = picture.resize(size, Image.Resampling.LANCZOS)
    scaled.save(buffer, "WEBP", quality=_QUALITY, exif=b"", icc_profile=b"", xmp=b"")
    return buffer.getvalue()


def _height(picture: Image.Image, width: int) -> int:
    return max(round(picture.height * width / picture.width), 1)
