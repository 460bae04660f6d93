"""Photos: drawn anew, kept whole or not at all, and gone when they are removed."""

import errno
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from geoapp.venues.actions.change_publication import discard_draft
from geoapp.venues.actions.photos import (
    MAX_PHOTOS,
    TooManyPhotos,
    add_photo,
    move_photo_up,
    remove_photo,
)
from geoapp.venues.models import Photo
from geoapp.venues.photo_files import NoRoom
from geoapp.venues.photo_images import (
    MAX_BYTES,
    PhotoTooLarge,
    UnreadablePhoto,
    process_image,
)
from tests.people import draft_of, member
from tests.photos import CREDIT, photo_of, picture, png_of, with_position
from tests.world import AT

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


@pytest.fixture
def manager(vocabulary, media):
    return member("manager")


@pytest.fixture
def place(manager):
    return draft_of(manager)


def files(media: Path) -> list[str]:
    return sorted(path.name for path in media.glob("*"))


@pytest.mark.django_db
def test_only_display_sizes_are_stored_under_a_random_name(
    place, manager, media
) -> None:
    photo = photo_of(place, manager)

    assert files(media) == sorted(f"{photo.pk.hex}-{w}.webp" for w in photo.widths)
    assert photo.pk.version == 4


@pytest.mark.django_db
def test_a_duplicate_photo_returns_the_existing_photo(place, manager, media) -> None:
    first = photo_of(place, manager)
    again = add_photo(
        venue_id=place.pk, data=picture(), credit=CREDIT, added_by=manager, at=AT
    )

    assert again == first
    assert len(files(media)) == len(first.widths)


@pytest.mark.django_db
def test_a_venue_has_only_so_many(place, manager) -> None:
    for hue in range(MAX_PHOTOS):
        photo_of(place, manager, hue=hue * 20)
    with pytest.raises(TooManyPhotos):
        photo_of(place, manager, hue=250)


@pytest.mark.django_db
def test_a_full_disk_leaves_neither_row_nor_partial_file(
    place, manager, media, monkeypatch
) -> None:
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        write(path, data[:100])
        if path.name.endswith("-960.webp"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NoRoom):
        photo_of(place, manager)

    assert not Photo.objects.exists()
    assert files(media) == []


@pytest.mark.django_db
def test_a_removed_photos_files_go(
    place, manager, media, django_capture_on_commit_callbacks
) -> None:
    photo_of(place, manager, hue=10)
    gone = photo_of(place, manager, hue=200)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=gone)

    assert len(files(media)) == len(gone.widths)


@pytest.mark.django_db
def test_the_files_go_with_a_discarded_draft(
    place, manager, media, django_capture_on_commit_callbacks
) -> None:
    photo_of(place, manager)
    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(venue_id=place.pk)

    assert files(media) == []


@pytest.mark.django_db
def test_photos_stand_in_the_order_that_was_chosen(place, manager) -> None:
    first, second = photo_of(place, manager, hue=10), photo_of(place, manager, hue=200)
    move_photo_up(photo=second)
    move_photo_up(photo=second)

    assert list(place.photos.order_by("place")) == [second, first]
