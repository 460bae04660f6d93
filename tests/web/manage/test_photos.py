"""Photos on the form, in the queue and on the venue's page."""

import errno
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.decide import accept
from geoapp.stewardship.models import Contribution
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.models import Photo, Venue
from tests.images.test_process import BROKEN, HUGE
from tests.people import draft_of, member, moderator
from tests.photos import photo_of, picture
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def judge(manager):
    return moderator("judge")


def publish(place: Venue, manager, judge) -> Venue:
    row = submit_venue(user=manager, venue_id=place.pk, at=AT)
    accept(contribution_id=row.pk, by=judge, at=AT)
    place.refresh_from_db()
    return place


def upload(client, place, *data: bytes, **more):
    files = [SimpleUploadedFile(f"{n}.jpg", one) for n, one in enumerate(data)]
    said = {"author": "Ada", "licence": "CC-BY-4.0", "add": "1", "photos": files}
    return client.post(f"/manage/{place.pk}/photos/", said | more)


def describe(client, photo, alt="A kiln", **more):
    said = {
        f"{photo.pk.hex}-alt": alt,
        f"{photo.pk.hex}-author": "Ada",
        f"{photo.pk.hex}-licence": "own",
    }
    return client.post(f"/manage/{photo.venue_id}/photos/", said | more)


def test_a_rejected_photo_is_named_above_the_form(client, place):
    page = upload(client, place, picture(), b"no photo").content.decode()
    summary = page.index("There is a problem with the photos.")
    assert summary < page.index("1.jpg") < page.index('id="photos"')
    page = upload(client, place, picture(hue=30), author="").content.decode()
    assert 'href="#id_author"' in page


def test_several_photos_are_added_at_once_and_then_described(client, place):
    answer = upload(client, place, picture(hue=10), picture(hue=200))
    assert answer.status_code == 302
    page = client.get(f"/manage/{place.pk}/contact/").content.decode()
    assert page.count("Not shown yet. Describe what is in the photo.") == 2

    photo = Photo.objects.order_by("place").first()
    describe(client, photo)

    photo.refresh_from_db()
    assert (photo.alt, photo.licence) == ("A kiln", "own")
    preview = client.get(f"/manage/{place.pk}/preview/").content.decode()
    assert 'alt="A kiln"' in preview
    src = f"/manage/{place.pk}/photos/{photo.pk}-480.webp"
    assert src in preview
    assert client.get(src).headers["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize("data", [*BROKEN.values(), *HUGE.values()])
def test_a_bad_file_is_named_and_the_others_are_saved(client, place, data):
    answer = upload(client, place, data, picture())

    assert Photo.objects.exclude(widths=[]).count() == 1
    if answer.status_code == 422:  # its head says so already
        assert Photo.objects.count() == 1
        assert "0.jpg" in answer.content.decode() or not data
        return
    page = client.get(answer.url).content.decode()
    assert "We cannot read this photo. Remove it, then try another." in page


@pytest.mark.parametrize(
    "more", [{"author": ""}, {"licence": "mine"}, {"photos": []}, {"author": "x" * 121}]
)
def test_missing_photo_fields_are_errors(client, place, more):
    assert upload(client, place, picture(), **more).status_code == 422
    assert not Photo.objects.exists()


def test_more_than_a_handful_at_once_are_refused(client, place):
    assert upload(client, place, *[b"x"] * 7).status_code == 422


def test_a_full_disk_is_reported(client, place, monkeypatch):
    def full(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    answer = upload(client, place, picture())

    assert answer.status_code == 507
    assert "run out of storage space" in answer.content.decode()
    assert not Photo.objects.exists()


def test_photos_are_ordered_and_removed_by_buttons(client, place, manager):
    first, second = photo_of(place, manager, hue=10), photo_of(place, manager, hue=200)
    describe(client, second, earlier=second.pk.hex)
    assert list(place.photos.order_by("place")) == [second, first]

    describe(client, second, remove=first.pk.hex)
    assert list(place.photos.all()) == [second]


def test_a_photo_that_is_removed_is_not_moved_too(client, place, manager):
    first, second = photo_of(place, manager, hue=10), photo_of(place, manager, hue=200)
    verbs = {"remove": second.pk.hex, "earlier": second.pk.hex}

    answer = client.post(f"/manage/{place.pk}/photos/", verbs)

    assert answer.status_code == 302
    assert list(place.photos.all()) == [first]


def test_a_photo_of_another_venue_cannot_be_touched(client, place, manager):
    other = photo_of(draft_of(member(), name="Other"), member())
    assert describe(client, other).status_code == 404
    path = f"/manage/{place.pk}/photos/"
    assert client.post(path, {"remove": other.pk.hex}).status_code == 404
    assert client.get(f"{path}{other.pk}-480.webp").status_code == 404
    assert Photo.objects.filter(pk=other.pk).exists()


def test_photos_of_a_draft_are_accepted_with_it(client, place, manager, judge):
    photo = photo_of(place, manager, accepted=False)
    publish(place, manager, judge)
    client.logout()

    page = client.get(place.get_absolute_url()).content.decode()
    src = f"/photos/{place.pk}/{photo.pk}-480.webp"
    assert f'src="{src}"' in page
    assert "1200w" in page
    assert f'width="{photo.width}" height="{photo.height}"' in page
    assert '"image": [{"@type": "ImageObject"' in page

    file = client.get(src)
    assert file.headers["Content-Type"] == "image/webp"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    # Withdrawn, it is gone from shared caches within the hour.
    assert file.headers["Cache-Control"] == "public, max-age=3600"
    assert "filename=" in file.headers["Content-Disposition"]
    assert file.content[8:12] == b"WEBP"
    assert client.get(src.replace("480", "481")).status_code == 404


def test_a_new_accounts_photo_of_a_shown_venue_waits(client, place, manager, judge):
    publish(place, manager, judge)
    upload(client, place, picture())
    photo = Photo.objects.get()
    describe(client, photo)
    src = f"/photos/{place.pk}/{photo.pk}-480.webp"
    assert client.get(src).status_code == 404
    assert PublishedVenue.objects.get().page["photos"] == []

    row = Contribution.objects.pending().get()
    client.force_login(judge)
    answer = client.get(f"/moderation/{row.pk}/")
    page = answer.content.decode()
    assert f"/manage/{place.pk}/photos/{photo.pk}-480.webp" in page
    yes = {"verb": "accept", "shown": answer.context["state_digest"]}
    client.post(f"/moderation/{row.pk}/decide/", yes)

    assert client.get(src).status_code == 200


def test_a_moderators_photo_is_shown_at_once(client, place, manager, judge):
    publish(place, manager, judge)
    client.force_login(judge)
    upload(client, place, picture())

    assert Photo.objects.get().accepted
    assert not Contribution.objects.pending().exists()


def test_a_withdrawn_venues_photos_are_no_longer_handed_out(
    client, place, manager, judge
):
    photo = photo_of(place, manager)
    publish(place, manager, judge)
    src = f"/photos/{place.pk}/{photo.pk}-480.webp"
    assert client.get(src).status_code == 200
    withdraw_venue(venue_id=place.pk)
    assert client.get(src).status_code == 404


@pytest.mark.parametrize("alt", ["<script>alert(1)</script>", '" onerror="x', "\0"])
def test_words_about_a_photo_are_words(client, place, manager, judge, alt):
    photo = photo_of(place, manager)
    describe(client, photo, alt=alt)
    publish(place, manager, judge)

    page = client.get(place.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert 'alt="" onerror' not in page
