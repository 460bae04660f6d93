"""The page of a place's managers, and what somebody new to them can do."""

import pytest

from geoapp.stewardship.models import Contribution
from geoapp.venues.models import Organizer, Photo
from geoapp.venues.stored_records import values_of
from tests.people import accepted_before, member, moderator, named
from tests.photos import photo_of
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(published):
    person = named(member("helper"), "Petri")
    Organizer.objects.create(venue=published, user=person, since=AT)
    return person


def people(place) -> str:
    return f"/manage/{place.pk}/people/"


def change(client, place, **form):
    return client.post(f"{people(place)}change/", form, follow=True).content.decode()


def state(client, place, verb, **form):
    answer = client.post(
        f"/manage/{place.pk}/state/", {"verb": verb, **form}, follow=True
    )
    return answer.content.decode()


def test_the_owner_removes_undoes_and_hands_over(client, manager, helper, published):
    page = change(client, published, let_go=helper.pk)
    assert "You can undo this for 7 days." in page
    removal = published.manager_changes.latest("at")
    assert str(removal.pk) in page
    assert "The removal has been undone." in change(
        client, published, restore=removal.pk
    )
    assert "Make Petri the owner" in client.get(people(published)).content.decode()
    page = change(client, published, owner=helper.pk)
    assert "This place has a new owner." in page
    assert "Make Petri the owner" not in page
    assert "Only the owner or a moderator" in change(
        client, published, let_go=helper.pk
    )
    assert "stopped managing" in change(client, published, let_go=manager.pk)


def test_managers_see_names_and_the_addresses_of_those_who_wish(
    client, manager, helper, published
):
    client.force_login(helper)
    page = client.get(people(published)).content.decode()
    assert "Aino" in page
    assert manager.email not in page
    named(manager, "Aino", shows_email=True)
    assert manager.email in client.get(people(published)).content.decode()
    client.force_login(moderator())
    assert helper.email in client.get(people(published)).content.decode()
    client.force_login(helper)
    assert "Enter a name" in change(client, published, profile="1", name=" ")
    change(client, published, profile="1", name="Petri P", shows_email="on")
    client.force_login(manager)
    assert helper.email in client.get(people(published)).content.decode()


def test_an_invitation_shows_its_address_to_those_who_may_cancel_it(
    client, manager, helper, published
):
    change(client, published, invite="1", email="friend@example.org")
    client.force_login(helper)
    page = client.get(people(published)).content.decode()
    assert "friend@example.org" not in page
    change(client, published, take_back=published.invitations.get().pk)
    assert published.invitations.exists()
    named(helper, "")
    page = change(client, published, invite="1", email="more@example.org")
    assert "Save your name first" in page
    assert published.invitations.count() == 1


def test_every_change_by_a_new_manager_is_reviewed_but_a_dated_closure(
    client, helper, published
):
    client.force_login(helper)
    state(client, published, "pause", reason="Buy pills.")
    values = values_of(published.pk)
    assert values["operation"] == "paused"
    assert "operation_reason" not in values
    assert "A moderator will review this" in state(client, published, "close")
    assert values_of(published.pk)["operation"] == "paused"
    (row,) = Contribution.objects.pending()
    assert row.changes["operation"] == "closed"
    assert "only the owner can withdraw" in state(client, published, "withdraw")
    published.refresh_from_db()
    assert published.publication == "published"
    accepted_before(helper)
    state(client, published, "reopen")
    assert values_of(published.pk)["operation"] == "operating"


def test_a_new_manager_changes_no_photo_that_was_accepted(
    client, manager, helper, published, media
):
    photo = photo_of(published, manager)
    client.force_login(helper)
    address = f"/manage/{published.pk}/photos/"
    prefix = photo.pk.hex
    form = {
        f"{prefix}-alt": "Buy pills.",
        f"{prefix}-author": photo.author,
        f"{prefix}-licence": photo.licence,
        f"initial-{prefix}-alt": photo.alt,
        f"initial-{prefix}-author": photo.author,
        f"initial-{prefix}-licence": photo.licence,
    }
    for posted in (form, {"remove": prefix}, {"earlier": prefix}):
        answer = client.post(address, posted)
        assert answer.status_code == 422
        assert "only change photos that you added" in answer.content.decode()
    assert Photo.objects.get().alt == photo.alt
