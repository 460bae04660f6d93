"""Contact and photos are one form: no button throws away what another part holds."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from geoapp.accounts.models import User
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.models import Photo
from geoapp.venues.stored_records import values_of
from tests.photos import photo_of, picture
from tests.web.manage.test_photos import describe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


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
def test_a_photos_description_and_the_phone_are_saved_together(
    client, place, manager, verb
):
    photo = photo_of(place, manager)
    said = words_about(photo, alt="A kiln by the door")
    answer = send_contact(client, place, **said, **{verb: "1"})

    photo.refresh_from_db()
    assert photo.alt == "A kiln by the door"
    assert phone_of(place) == "+44 20 7"
    here = f"/manage/{place.pk}/contact/#photos"
    onward = f"/manage/{place.pk}/preview/"
    assert answer["Location"] == (here if verb == "keep" else onward)


@pytest.mark.parametrize("verb", ["remove", "earlier"])
def test_ordering_and_removing_save_the_other_fields(client, place, manager, verb):
    first, second = photo_of(place, manager, hue=10), photo_of(place, manager, hue=200)
    said = words_about(first, alt="New words")
    send_contact(client, place, **said, **{verb: second.pk.hex})

    first.refresh_from_db()
    assert (first.alt, phone_of(place)) == ("New words", "+44 20 7")


@pytest.mark.parametrize("verb", ["add", "next"])
def test_a_chosen_photo_is_saved_by_every_button(client, place, verb):
    file = SimpleUploadedFile("a.jpg", picture())
    credit = {"author": "Ada", "licence": "own", "photos": [file]}
    answer = send_contact(client, place, **credit, **{verb: "1"})

    assert Photo.objects.get().author == "Ada"
    assert phone_of(place) == "+44 20 7"
    # It is not shown before somebody says what is on it.
    assert answer["Location"] == f"/manage/{place.pk}/contact/#photos"


def test_what_is_wrong_with_the_contact_takes_no_photo_and_no_word(
    client, place, manager
):
    photo = photo_of(place, manager)
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


@pytest.mark.parametrize("wrong", ["web", "file"])
def test_a_photo_saved_beside_an_error_is_not_required_again(client, place, wrong):
    files = [SimpleUploadedFile("a.jpg", picture())]
    said = {"author": "Ada", "licence": "own", "photos": files, "next": "1"}
    if wrong == "web":
        said["web"] = "no address"
    else:
        files.append(SimpleUploadedFile("b.jpg", b"no photo"))
    answer = send_contact(client, place, **said)
    assert answer.status_code == 422
    page = answer.context
    photo = Photo.objects.get()
    shown = {f: page["credit"][f].value() or "" for f in ("author", "licence")}
    assert shown == {"author": "", "licence": ""}

    again = send_contact(client, place, **shown, **words_about(photo), next="1")
    assert again["Location"] == f"/manage/{place.pk}/preview/"


def test_what_is_wrong_with_a_photo_takes_nothing_of_the_contact(
    client, place, manager
):
    photo = photo_of(place, manager)
    said = words_about(photo, author="")
    answer = send_contact(client, place, **said, author="Bob")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose at least one photo." in page
    assert 'value="Bob"' in page
    assert phone_of(place) == "+44 20 7"
    assert 'value="+44 20 7"' in page


def test_words_of_another_tab_about_a_photo_stay(client, place, manager):
    photo = photo_of(place, manager)
    said = words_about(photo, author="Bea")
    describe(client, photo, alt="From another tab")
    send_contact(client, place, **said)

    photo.refresh_from_db()
    assert (photo.alt, photo.author) == ("From another tab", "Bea")


@pytest.mark.parametrize("part", ["contact", "photos"])
def test_no_photo_is_saved_before_the_guidelines_are_accepted(
    client, place, manager, part
):
    photo = photo_of(place, manager)
    publish_venue(venue_id=place.pk)
    User.objects.update(guidelines_version="2001-01-01", is_moderator=True)
    address = f"/manage/{place.pk}/{part}/"
    assert client.get(address)["Location"].startswith("/guidelines/?next=")
    said = words_about(photo, alt="New words") | {"author": "Bob", "licence": "own"}
    file = SimpleUploadedFile("a.jpg", picture(hue=99))
    answer = client.post(address, {"base": "", "add": "1", "photos": [file], **said})

    assert answer.status_code == 422
    page = answer.content.decode()
    for words in (
        "Our guidelines have changed",
        'value="New words"',
        'value="Bob"',
        "Your photos have not been saved",
    ):
        assert words in page
    assert Photo.objects.get().alt == photo.alt
    client.post("/guidelines/")
    client.post(address, {"base": "", "keep": "1", **words_about(photo, alt="New")})
    assert Photo.objects.get().alt == "New"


def test_descriptions_saved_beside_an_error_can_be_reverted(client, place, manager):
    photo = photo_of(place, manager)
    before = photo.alt
    said = words_about(photo, alt="New words")
    answer = send_contact(client, place, **said, web="no address")
    assert answer.status_code == 422
    form = answer.context["photos"][0].form
    assert form["alt"].value() == "New words"

    carried = form["alt"].as_hidden(only_initial=True)
    began = re.search('value="([^"]*)"', carried)[1]
    back = {f"initial-{photo.pk.hex}-alt": began, f"{photo.pk.hex}-alt": before}
    send_contact(client, place, **said | back)
    photo.refresh_from_db()
    assert photo.alt == before


def test_the_photos_stand_before_the_button_that_goes_on(client, place):
    page = client.get(f"/manage/{place.pk}/contact/").content.decode()
    assert page.index('id="photos"') < page.index('class="button" name="next"')
    assert (
        page.count("<form")
        == client.get("/manage/").content.decode().count("<form") + 1
    )


def test_a_photo_that_waits_for_words_is_named_where_it_is_handed_in(
    client, place, manager
):
    photo = photo_of(place, manager)
    client.post(f"/manage/{place.pk}/photos/", words_about(photo, alt=""))
    words = "Describe 1 photo so that we can show it"
    for page in (f"/manage/{place.pk}/preview/", f"/manage/{place.pk}/"):
        assert words in client.get(page).content.decode()
    describe(client, photo)
    assert words not in client.get(f"/manage/{place.pk}/preview/").content.decode()
