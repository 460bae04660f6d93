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
from geoapp.venues.said import values_of
from tests.people import draft_of, member, moderator
from tests.photos import photo_of, picture
from tests.venues.test_photos import BROKEN, HUGE
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(vocabulary, client, media):
    person = member("keeper")
    client.force_login(person)
    return person


@pytest.fixture
def place(keeper):
    return draft_of(keeper)


@pytest.fixture
def judge(keeper):
    return moderator("judge")


def shown(place: Venue, keeper, judge) -> Venue:
    row = submit_venue(user=keeper, venue_id=place.pk, at=AT)
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


def test_several_photos_are_added_at_once_and_then_described(client, place):
    answer = upload(client, place, picture(hue=10), picture(hue=200))
    assert answer.status_code == 302
    page = client.get(f"/manage/{place.pk}/contact/").content.decode()
    assert page.count("Not shown yet: say what is on it.") == 2

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
def test_a_bad_file_is_named_and_the_others_are_kept(client, place, data):
    answer = upload(client, place, data, picture())

    assert answer.status_code == 422
    assert Photo.objects.count() == 1
    assert "0.jpg" in answer.content.decode() or not data


@pytest.mark.parametrize(
    "more", [{"author": ""}, {"licence": "mine"}, {"photos": []}, {"author": "x" * 121}]
)
def test_what_is_missing_is_asked_for(client, place, more):
    assert upload(client, place, picture(), **more).status_code == 422
    assert not Photo.objects.exists()


def test_more_than_a_handful_at_once_are_refused(client, place):
    assert upload(client, place, *[b"x"] * 7).status_code == 422


def test_a_full_disk_is_told(client, place, monkeypatch):
    def full(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    answer = upload(client, place, picture())

    assert answer.status_code == 507
    assert "no room" in answer.content.decode()
    assert not Photo.objects.exists()


def test_photos_are_ordered_and_removed_by_buttons(client, place, keeper):
    first, second = photo_of(place, keeper, hue=10), photo_of(place, keeper, hue=200)
    describe(client, second, earlier=second.pk.hex)
    assert list(place.photos.order_by("place")) == [second, first]

    describe(client, second, remove=first.pk.hex)
    assert list(place.photos.all()) == [second]


def test_a_photo_that_is_removed_is_not_moved_too(client, place, keeper):
    first, second = photo_of(place, keeper, hue=10), photo_of(place, keeper, hue=200)
    verbs = {"remove": second.pk.hex, "earlier": second.pk.hex}

    answer = client.post(f"/manage/{place.pk}/photos/", verbs)

    assert answer.status_code == 302
    assert list(place.photos.all()) == [first]


def test_a_photo_of_another_venue_cannot_be_touched(client, place, keeper):
    other = photo_of(draft_of(member(), name="Other"), member())
    assert describe(client, other).status_code == 404
    path = f"/manage/{place.pk}/photos/"
    assert client.post(path, {"remove": other.pk.hex}).status_code == 404
    assert client.get(f"{path}{other.pk}-480.webp").status_code == 404
    assert Photo.objects.filter(pk=other.pk).exists()


def test_photos_of_a_draft_are_accepted_with_it(client, place, keeper, judge):
    photo = photo_of(place, keeper, accepted=False)
    shown(place, keeper, judge)
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


def test_a_new_accounts_photo_of_a_shown_venue_waits(client, place, keeper, judge):
    shown(place, keeper, judge)
    upload(client, place, picture())
    photo = Photo.objects.get()
    describe(client, photo)
    src = f"/photos/{place.pk}/{photo.pk}-480.webp"
    assert client.get(src).status_code == 404
    assert PublishedVenue.objects.get().page["photos"] == []

    row = Contribution.objects.waiting().get()
    client.force_login(judge)
    answer = client.get(f"/moderation/{row.pk}/")
    page = answer.content.decode()
    assert f"/manage/{place.pk}/photos/{photo.pk}-480.webp" in page
    yes = {"verb": "accept", "shown": answer.context["shown"]}
    client.post(f"/moderation/{row.pk}/decide/", yes)

    assert client.get(src).status_code == 200


def test_a_moderators_photo_is_shown_at_once(client, place, keeper, judge):
    shown(place, keeper, judge)
    client.force_login(judge)
    upload(client, place, picture())

    assert Photo.objects.get().accepted
    assert not Contribution.objects.waiting().exists()


def test_a_withdrawn_venues_photos_are_no_longer_handed_out(
    client, place, keeper, judge
):
    photo = photo_of(place, keeper)
    shown(place, keeper, judge)
    src = f"/photos/{place.pk}/{photo.pk}-480.webp"
    assert client.get(src).status_code == 200
    withdraw_venue(venue_id=place.pk)
    assert client.get(src).status_code == 404


@pytest.mark.parametrize("alt", ["<script>alert(1)</script>", '" onerror="x', "\0"])
def test_words_about_a_photo_are_words(client, place, keeper, judge, alt):
    photo = photo_of(place, keeper)
    describe(client, photo, alt=alt)
    shown(place, keeper, judge)

    page = client.get(place.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert 'alt="" onerror' not in page


# One form with the contact: nothing of it is thrown away by another part's button.


def send_contact(client, place, **more):
    address = f"/manage/{place.pk}/contact/"
    base = client.get(address).context["base"]
    return client.post(address, {"base": base, "phone": "+44 20 7", **more})


def words_about(photo, **more):
    said = {"alt": photo.alt, "author": photo.author, "licence": photo.licence}
    shown = {f"initial-{photo.pk.hex}-{name}": text for name, text in said.items()}
    return shown | {f"{photo.pk.hex}-{k}": v for k, v in {**said, **more}.items()}


def phone_of(place):
    return values_of(place.pk).get("contact", {}).get("phone")


@pytest.mark.parametrize("verb", ["keep", "next"])
def test_a_photos_words_and_the_phone_are_kept_together(client, place, keeper, verb):
    photo = photo_of(place, keeper)
    said = words_about(photo, alt="A kiln by the door")
    answer = send_contact(client, place, **said, **{verb: "1"})

    photo.refresh_from_db()
    assert photo.alt == "A kiln by the door"
    assert phone_of(place) == "+44 20 7"
    here = f"/manage/{place.pk}/contact/#photos"
    onward = f"/manage/{place.pk}/preview/"
    assert answer["Location"] == (here if verb == "keep" else onward)


@pytest.mark.parametrize("verb", ["remove", "earlier"])
def test_ordering_and_removing_keep_what_else_is_written(client, place, keeper, verb):
    first, second = photo_of(place, keeper, hue=10), photo_of(place, keeper, hue=200)
    said = words_about(first, alt="New words")
    send_contact(client, place, **said, **{verb: second.pk.hex})

    first.refresh_from_db()
    assert (first.alt, phone_of(place)) == ("New words", "+44 20 7")


@pytest.mark.parametrize("verb", ["add", "next"])
def test_a_chosen_photo_is_kept_by_every_button(client, place, verb):
    file = SimpleUploadedFile("a.jpg", picture())
    credit = {"author": "Ada", "licence": "own", "photos": [file]}
    answer = send_contact(client, place, **credit, **{verb: "1"})

    assert Photo.objects.get().author == "Ada"
    assert phone_of(place) == "+44 20 7"
    # It is not shown before somebody says what is on it.
    assert answer["Location"] == f"/manage/{place.pk}/contact/#photos"


def test_what_is_wrong_with_the_contact_takes_no_photo_and_no_word(
    client, place, keeper
):
    photo = photo_of(place, keeper)
    said = words_about(photo, alt="A kiln by the door") | {"web": "no address"}
    file = SimpleUploadedFile("a.jpg", picture(hue=99))
    credit = {"author": "Ada", "licence": "own", "photos": [file]}
    answer = send_contact(client, place, **said, **credit)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "no address" in page
    assert "+44 20 7" in page
    photo.refresh_from_db()
    assert photo.alt == "A kiln by the door"
    assert Photo.objects.count() == 2


def test_what_is_wrong_with_a_photo_takes_nothing_of_the_contact(client, place, keeper):
    photo = photo_of(place, keeper)
    said = words_about(photo, author="")
    answer = send_contact(client, place, **said, author="Bob")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose one or more photos first." in page
    assert 'value="Bob"' in page
    assert phone_of(place) == "+44 20 7"
    assert 'value="+44 20 7"' in page


def test_words_of_another_tab_about_a_photo_stay(client, place, keeper):
    photo = photo_of(place, keeper)
    said = words_about(photo, author="Bea")
    describe(client, photo, alt="From another tab")
    send_contact(client, place, **said)

    photo.refresh_from_db()
    assert (photo.alt, photo.author) == ("From another tab", "Bea")


def test_the_photos_stand_before_the_button_that_goes_on(client, place):
    page = client.get(f"/manage/{place.pk}/contact/").content.decode()
    assert page.index('id="photos"') < page.index('class="button" name="next"')
    assert (
        page.count("<form")
        == client.get("/manage/").content.decode().count("<form") + 1
    )


def test_a_photo_that_waits_for_words_is_named_where_it_is_handed_in(
    client, place, keeper
):
    photo = photo_of(place, keeper)
    client.post(f"/manage/{place.pk}/photos/", words_about(photo, alt=""))
    words = "1 photo is not shown: say what is on it."
    for page in (f"/manage/{place.pk}/preview/", f"/manage/{place.pk}/"):
        assert words in client.get(page).content.decode()
    describe(client, photo)
    assert words not in client.get(f"/manage/{place.pk}/preview/").content.decode()
