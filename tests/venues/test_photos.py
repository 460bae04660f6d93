"""Photos: kept whole or not at all, prepared once, and gone when they are removed."""

import errno
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from geoapp.images.child import ChildEnded
from geoapp.images.files import (
    NoRoom,
    path_of,
    upload_path,
    write_sizes,
    write_upload,
)
from geoapp.images.process import PhotoTooLarge, UnreadablePhoto
from geoapp.venues import photo_preparation
from geoapp.venues.actions.change_publication import discard_draft
from geoapp.venues.actions.photos import (
    MAX_PHOTOS,
    TooManyPhotos,
    move_photo_up,
    receive_photo,
    remove_photo,
)
from geoapp.venues.models import Photo, PhotoProblem
from geoapp.venues.photo_preparation import (
    delete_lost_files,
    prepare_photo,
    prepare_waiting,
)
from geoapp.venues.tasks import prepare_photo_sizes
from tests.people import draft_of, member
from tests.photos import CREDIT, drawn, photo_of, picture, png_of
from tests.world import AT


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
    again = receive_photo(
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
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NoRoom):
        photo_of(place, manager)

    assert not Photo.objects.exists()
    assert list((media.parent / "uploads").iterdir()) == []


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


def received(place, manager, data: bytes) -> Photo:
    return receive_photo(
        venue_id=place.pk, data=data, credit=CREDIT, added_by=manager, at=AT
    )


@pytest.mark.django_db
@pytest.mark.worker
def test_an_upload_waits_for_the_worker_and_is_deleted_when_prepared(
    place, manager, media, django_capture_on_commit_callbacks
) -> None:
    photo = received(place, manager, picture())
    assert (photo.is_prepared, files(media)) == (False, [])
    assert upload_path(photo.pk).stat().st_mode & 0o777 == 0o600
    with django_capture_on_commit_callbacks(execute=True):
        prepare_photo(photo.pk)
    photo.refresh_from_db()
    assert photo.widths == [480, 960, 1200]
    assert len(files(media)) == 3
    assert not upload_path(photo.pk).exists()
    prepare_photo(photo.pk)  # a second worker changes nothing


@pytest.mark.django_db
@pytest.mark.worker
def test_what_cannot_be_decoded_says_so_and_can_be_removed(
    place, manager, media
) -> None:
    photo = received(place, manager, png_of(400, 400))
    prepare_photo(photo.pk)
    photo.refresh_from_db()
    assert photo.problem == PhotoProblem.UNREADABLE
    assert not photo.is_shown
    assert not upload_path(photo.pk).exists()


@pytest.mark.django_db
@pytest.mark.worker
def test_the_same_picture_in_another_file_is_one_photo(place, manager, media) -> None:
    first = received(place, manager, picture(kind="PNG"))
    again = received(place, manager, picture(kind="PNG") + b"more")
    for photo in (first, again):
        prepare_photo(photo.pk)
    assert list(place.photos.all()) == [first]


@pytest.mark.django_db
@pytest.mark.worker
def test_a_full_disk_keeps_the_upload_for_the_next_attempt(
    place, manager, media, monkeypatch
) -> None:
    photo = received(place, manager, picture())

    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name.endswith("-960.webp"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(NoRoom):
            prepare_photo(photo.pk)
    assert files(media) == []
    prepare_photo(photo.pk)
    photo.refresh_from_db()
    assert photo.is_prepared


@pytest.mark.django_db
@pytest.mark.worker
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<svg/>", UnreadablePhoto),
        (png_of(10_000, 6000), PhotoTooLarge),
        (picture(1600, 20), UnreadablePhoto),
    ],
)
def test_what_is_no_photo_is_refused_before_anything_is_stored(
    place, manager, media, data, error
) -> None:
    with pytest.raises(error):
        received(place, manager, data)
    assert not Photo.objects.exists()
    assert not any(media.parent.rglob("*.*"))


@pytest.mark.django_db
@pytest.mark.worker
def test_uploads_that_nothing_waits_for_are_deleted_after_a_day(
    place, manager, media
) -> None:
    waiting = received(place, manager, picture())
    lost = uuid4()
    write_upload(lost, b"lost")
    now = timezone.now()
    delete_lost_files(at=now)
    assert upload_path(lost).exists()
    delete_lost_files(at=now + timedelta(days=2))
    assert not upload_path(lost).exists()
    assert upload_path(waiting.pk).exists()


@pytest.mark.django_db
def test_sizes_of_a_worker_that_ended_before_its_commit_are_deleted_next_night(
    place, manager, media
) -> None:
    shown, lost = photo_of(place, manager), uuid4()
    write_sizes(lost, {480: b"lost"})
    now = timezone.now()
    delete_lost_files(at=now)
    assert path_of(lost, 480).exists()
    delete_lost_files(at=now + timedelta(days=2))
    assert not path_of(lost, 480).exists()
    assert all(path_of(shown.pk, width).exists() for width in shown.widths)


@pytest.mark.django_db
@pytest.mark.worker
def test_a_child_that_is_ended_from_outside_costs_nobody_a_photo(
    place, manager, media, monkeypatch
) -> None:
    first, second = (received(place, manager, picture(hue=hue)) for hue in (10, 200))
    ended = iter([ChildEnded("It ended with -15.")])

    def process(data: bytes):
        for error in ended:
            raise error
        return drawn(data)

    monkeypatch.setattr(photo_preparation, "process_in_child", process)
    prepare_waiting(at=AT + timedelta(minutes=2))
    assert list(place.photos.order_by("place").values_list("widths", "problem")) == [
        ([], ""),
        ([480, 960, 1200], ""),
    ]
    prepare_waiting(at=AT + timedelta(minutes=3))
    first.refresh_from_db()
    assert first.is_prepared
    assert second.pk != first.pk


@pytest.mark.django_db
@pytest.mark.worker
def test_what_still_fails_after_three_days_says_so(
    place, manager, media, monkeypatch
) -> None:
    def process(_data: bytes):
        raise ChildEnded("It ended with -9.")

    monkeypatch.setattr(photo_preparation, "process_in_child", process)
    photo = received(place, manager, picture())
    for days, problem in ((2, ""), (4, PhotoProblem.UNREADABLE)):
        prepare_waiting(at=AT + timedelta(days=days))
        photo.refresh_from_db()
        assert photo.problem == problem
    assert not upload_path(photo.pk).exists()


@pytest.mark.django_db
@pytest.mark.worker
def test_after_a_week_without_a_worker_nothing_is_given_up(
    place, manager, media
) -> None:
    photo = received(place, manager, picture())
    prepare_waiting(at=AT + timedelta(days=7))
    photo.refresh_from_db()
    assert photo.is_prepared


@pytest.mark.django_db
@pytest.mark.worker
def test_the_job_of_one_photo_goes_on_with_those_that_found_it_busy(
    place, manager, media
) -> None:
    """Six uploaded at once do not wait for the next minute, each for its own."""
    photos = [received(place, manager, picture(hue=hue)) for hue in (10, 120, 230)]
    prepare_photo_sizes(photo_id=str(photos[0].pk))
    assert not place.photos.filter(widths=[]).exists()


@pytest.mark.django_db
@pytest.mark.worker
def test_a_broken_file_that_is_sent_again_is_not_listed_twice(
    place, manager, media
) -> None:
    """Reloading the answer to an upload sends its files again."""
    for _ in range(3):
        photo = received(place, manager, png_of(400, 400))
        prepare_photo(photo.pk)
    assert place.photos.count() == 1
