"""Pictures are drawn anew, small, without what the camera wrote."""

from io import BytesIO

import pytest
from PIL import Image

from geoapp.images.process import (
    MAX_BYTES,
    PhotoTooLarge,
    UnreadablePhoto,
    process_image,
)
from tests.drawing import some
from tests.photos import picture, png_of, with_position

TIFF = b"II*\0\x08\0\0\0\x02\0\x00\x01\x04\0\x01\0\0\0\xff\xff\xff\xff"
GIF = b"GIF89a\x10\0\x10\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x10\0\x10\0\0\x02\x02D\x01\0;"
BROKEN = {
    "nothing": b"",
    "text": b"hello",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html><script>alert(1)</script></html>",
    "tiff of four gigabytes": TIFF + b"\0" * 100,
    "gif": GIF,
    "gifar": GIF + b"PK\x03\x04" + b"\0" * 200,
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nquit\n",
    "truncated jpeg": picture()[:2000],
    "truncated png": picture(kind="PNG")[:60],
    "truncated webp": picture(kind="WEBP")[:60],
    "head of a jpeg": b"\xff\xd8\xff\xe0",
    "png of too few rows": png_of(400, 400),
    "png of no width": png_of(0, 100),
    "jpeg of zeros": b"\xff\xd8" + b"\0" * 5000,
    "webp of zeros": b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 500,
    "a line": picture(1600, 20),
    "a dot": picture(4, 4),
}
HUGE = {
    "65535 x 65535": png_of(65_535, 65_535),
    "20000 x 20000": png_of(20_000, 20_000),
    "10000 x 6000": png_of(10_000, 6000),
    "too many bytes": picture() + b"\0" * MAX_BYTES,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePhoto):
        process_image(data)


@pytest.mark.parametrize("data", HUGE.values(), ids=HUGE)
def test_a_bomb_is_refused_before_it_is_decoded(data: bytes) -> None:
    with pytest.raises(PhotoTooLarge):
        process_image(data)


@pytest.mark.parametrize("cut", range(50, 3000, 211))
def test_a_file_cut_anywhere_is_a_photo_or_refused(cut: int) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        data = picture(kind=kind)
        broken = data[:cut] + bytes(reversed(data[cut : cut + 40])) + data[cut + 40 :]
        try:
            assert process_image(broken).width
        except UnreadablePhoto:
            continue


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_the_camera_wrote_is_left(kind: str) -> None:
    source = with_position(kind=kind)
    assert b"SECRETCAMERA" in source

    result = process_image(source)

    for data in result.files.values():
        assert b"SECRET" not in data
        assert b"EXIF" not in data.upper()
        with Image.open(BytesIO(data)) as image:
            assert image.format == "WEBP"
            assert not dict(image.getexif())
            assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)


def test_a_picture_is_turned_upright_before_its_turn_is_forgotten() -> None:
    result = process_image(with_position())

    assert (result.width, result.height) == (900, 1200)
    with Image.open(BytesIO(result.files[900])) as image:
        top, bottom = image.getpixel((450, 100)), image.getpixel((450, 1100))
    assert top[0] < 150 < bottom[0]


def test_appended_data_is_removed() -> None:
    result = process_image(picture() + b"PK\x03\x04<script>alert(1)</script>")

    assert all(b"script" not in data for data in result.files.values())


def test_an_animation_becomes_its_first_frame() -> None:
    frames = [Image.new("RGB", (600, 400), colour) for colour in ("red", "blue")]
    written = BytesIO()
    frames[0].save(written, "WEBP", save_all=True, append_images=frames[1:])

    with Image.open(BytesIO(process_image(written.getvalue()).files[600])) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert image.convert("RGB").getpixel((300, 200))[0] > 200


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, [300]), (480, [480]), (1000, [480, 960, 1000]), (4000, [480, 960, 1600])],
)
def test_no_size_is_wider_than_the_picture(width: int, widths: list[int]) -> None:
    result = process_image(picture(width, width // 2))

    assert list(result.files) == widths
    assert (result.width, result.height) == (widths[-1], widths[-1] // 2)


@pytest.mark.parametrize(
    ("kind", "width", "height"),
    some([("JPEG", 2400, 7200), ("PNG", 7200, 2400)], one_in=2),
)
def test_a_long_picture_keeps_the_largest_width(kind: str, width: int, height: int):
    result = process_image(picture(width, height, kind=kind))

    assert list(result.files) == [480, 960, 1600]
    assert result.height == round(1600 * height / width)
