"""A draft is deleted after a question, and once; a stale tab is told so."""

import re
from uuid import uuid4

import pytest

from geoapp.venues.models import Venue
from tests.people import draft_of, member
from tests.photos import photo_of

pytestmark = pytest.mark.django_db
GONE = "It was a draft and has already been deleted, or you do not manage this place."


def delete(client, place, **more):
    return client.post(f"/manage/{place.pk}/state/", {"verb": "discard", **more})


def confirmed(page) -> dict[str, str]:
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    return {"token": token, "confirmed": "1"}


def test_a_draft_is_deleted_after_a_question(client, place):
    page = delete(client, place)
    assert "Delete the draft of “Kiln Yard”?" in page.content.decode()
    assert "This cannot be undone." in page.content.decode()
    assert Venue.objects.exists()
    assert delete(client, place, **confirmed(page))["Location"] == "/manage/"
    assert not Venue.objects.exists()


def test_the_second_of_two_clicks_leads_to_the_other_places(client, place):
    form = confirmed(delete(client, place))
    delete(client, place, **form)
    answer = client.post(
        f"/manage/{place.pk}/state/", {"verb": "discard", **form}, follow=True
    )
    assert answer.redirect_chain == [("/manage/", 302)]
    assert "This draft has already been deleted." in answer.content.decode()


def test_a_stale_tab_is_told_and_led_on(client, place):
    delete(client, place, confirmed="1")
    stale = f"/manage/{place.pk}/"
    for answer in (
        client.get(stale),
        client.get(f"{stale}what/"),
        client.post(f"{stale}state/", {"verb": "discard"}),
        client.post(f"{stale}state/", {"verb": "pause"}),
    ):
        assert answer.status_code == 404
        assert GONE in answer.content.decode()
        assert '<a class="button" href="/manage/">My places</a>' in (
            answer.content.decode()
        )


def test_a_stranger_learns_nothing_of_a_draft(client, place):
    form = confirmed(delete(client, place))
    client.force_login(member("stranger"))
    theirs, none = (
        delete(client, place, **form).content.decode(),
        client.post(f"/manage/{uuid4()}/state/", {"verb": "discard", **form}),
    )
    assert GONE in theirs
    assert GONE in none.content.decode()


def test_what_is_not_public_yet_cannot_be_closed(client, manager, published):
    place = draft_of(manager, name="Second")
    page = client.get(f"/manage/{place.pk}/").content.decode()
    assert "closed" not in page.split("Status")[1]
    answer = client.post(
        f"/manage/{place.pk}/state/", {"verb": "close"}, follow=True
    ).content.decode()
    assert "You can do this once the place is public." in answer
    page = client.get(f"/manage/{published.pk}/").content.decode()
    assert "Mark as permanently closed" in page


def test_a_photo_that_is_gone_is_said_to_be(client, place, manager, media):
    photo = photo_of(place, manager)
    pk = photo.pk.hex
    path = f"/manage/{place.pk}/photos/"
    client.post(path, {"remove": pk})
    answer = client.post(path, {"remove": pk}, follow=True)
    assert answer.status_code == 200
    assert "This photo has already been removed." in answer.content.decode()


def test_an_invitation_that_is_gone_is_said_to_be(client, published):
    change = f"/manage/{published.pk}/people/change/"
    client.post(change, {"invite": "1", "email": "friend@example.org"})
    pk = published.invitations.get().pk
    for text in ("Invitation cancelled.", "This invitation is no longer open."):
        answer = client.post(change, {"take_back": pk}, follow=True)
        assert text in answer.content.decode()


def test_drafts_of_others_stay(client, place):
    delete(client, draft_of(member()), confirmed="1")
    assert Venue.objects.count() == 2
