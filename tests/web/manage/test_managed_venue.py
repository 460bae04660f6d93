"""Keeping a venue: its state, its history, its people, and the queue."""

import pytest

from geoapp.accounts.models import Quota
from geoapp.mailing.models import Message
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.decide import accept, ask
from geoapp.stewardship.actions.invite import MAX_INVITATION_EMAILS
from geoapp.stewardship.models import Contribution
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.actions.change_venue import change_venue
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.models import Invitation, Organizer, Venue
from geoapp.venues.stored_records import values_of
from tests.discovery.near import tutorial
from tests.people import accepted_before, draft_of, member, named
from tests.world import AT, SOURCE, record, venue

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def state(client, place, verb, **more):
    return client.post(f"/manage/{place.pk}/state/", {"verb": verb, **more})


def test_my_venues_say_where_each_stands(manager, client, published):
    draft_of(manager, name="Unfinished")
    page = text(client.get("/manage/"))
    assert "It is not public yet" in page
    assert "Everyone can see it" in page
    assert "Accepted" in page


def test_a_venue_shows_what_is_missing_and_its_tutorials(client, published):
    page = text(client.get(f"/manage/{published.pk}/"))
    assert "people can see when it is open" in page
    assert "not enough for any tutorial yet" in page


def test_pause_close_reopen_and_withdraw(client, published):
    state(client, published, "pause", reason="New floor")
    assert PublishedVenue.objects.get().operation == "paused"
    state(client, published, "close")
    closed = PublishedVenue.objects.get()
    assert (closed.operation, closed.on_map) == ("closed", False)
    assert client.get(closed.get_absolute_url()).status_code == 200
    state(client, published, "reopen")
    assert PublishedVenue.objects.get().on_map
    # Since when and why it stood still is over with the pause.
    kept = {"operation_since", "operation_reason"} & values_of(published.pk).keys()
    assert kept == set()
    assert "Since" not in text(client.get(closed.get_absolute_url()))
    state(client, published, "withdraw")
    assert not PublishedVenue.objects.exists()
    assert state(client, published, "discard").status_code == 404
    assert state(client, published, "nothing").status_code == 404
    client.post(f"/manage/{published.pk}/hand-in/")
    assert Contribution.objects.pending().get().venue == published


def test_a_paused_venue_shows_its_tutorials_after_reopening(client, published):
    tutorial("plate", "pottery")
    assert "People can complete 1 tutorial here." in text(
        client.get(f"/manage/{published.pk}/")
    )
    state(client, published, "pause")
    page = text(client.get(PublishedVenue.objects.get().get_absolute_url()))
    assert "None while it is temporarily closed." in page
    assert "No tutorial can be completed" not in page
    assert "Plate" in page or "plate" in page
    assert "When it reopens, people can complete 1 tutorial here." in text(
        client.get(f"/manage/{published.pk}/")
    )


def change(place, person, **changes):
    base = values_of(place.pk)
    change_venue(venue_id=place.pk, changes=changes, base=base, author=person, at=AT)


def test_history_shows_who_and_what_and_undoes(manager, client, published):
    change(published, manager, summary="Clay and <b>glaze</b>.")
    page = client.get(f"/manage/{published.pk}/history/")
    assert "Aino" in text(page)
    assert "manager@example.org" not in text(page)
    assert "&lt;b&gt;glaze" in text(page)
    (said, _who) = page.context["changes"][0]
    client.post(f"/manage/{published.pk}/undo/", {"change": said.event_id})
    assert "summary" not in values_of(published.pk)
    for nonsense in ("", "x", "-1", "9" * 30, str(10**17)):
        answer = client.post(f"/manage/{published.pk}/undo/", {"change": nonsense})
        assert answer.status_code == 404


def test_undo_of_a_name_waits_for_a_look_like_any_change_of_it(
    manager, client, published
):
    change(published, manager, name="Glaze House")
    (said, _who) = client.get(f"/manage/{published.pk}/history/").context["changes"][0]
    client.post(f"/manage/{published.pk}/undo/", {"change": said.event_id})
    assert values_of(published.pk)["name"] == "Glaze House"
    assert Contribution.objects.pending().get().changes == {"name": "Kiln Yard"}


@pytest.mark.parametrize(("answer", "stands"), [("take", "Theirs."), ("keep", "Ours.")])
def test_a_list_proposes_and_a_person_answers(manager, client, answer, stands):
    pk = venue("Listed", external_id="a", summary="Old.")
    Organizer.objects.create(venue_id=pk, user=manager, since=AT)
    accepted_before(manager)
    change_venue(
        venue_id=pk,
        changes={"summary": "Ours."},
        base={"summary": "Old."},
        author=manager,
        at=AT,
    )
    later = AT.replace(hour=15)
    said = [record("Listed", external_id="a", summary="Theirs.")]
    record_source(source=SOURCE, records=said, at=later)
    assert "Theirs." in text(client.get(f"/manage/{pk}/history/"))
    form = {"field": "summary", answer: "1"}
    client.post(f"/manage/{pk}/proposal/", form)
    assert values_of(pk)["summary"] == stands
    assert client.get(f"/manage/{pk}/history/").context["proposals"] == []
    assert client.post(f"/manage/{pk}/proposal/", form).status_code == 302


def test_invite_accept_and_leave(manager, client, published):
    people = f"/manage/{published.pk}/people/"
    change = f"{people}change/"
    assert client.post(change, {"invite": "1", "email": "no"}).status_code == 422
    client.post(change, {"invite": "1", "email": "friend@example.org"})
    letter = Invitation.objects.get()
    assert "friend@example.org" in text(client.get(people))
    answer = client.post(change, {"let_go": manager.pk}, follow=True)
    assert "Invite someone else first" in text(answer)
    friend = named(member("friend"), "Petri")
    client.force_login(friend)
    address = f"/manage/invitations/{letter.pk}/"
    assert "Help manage “Kiln Yard”?" in text(client.get(address))
    assert Organizer.objects.count() == 1  # looking is not accepting
    assert client.post(address)["Location"] == f"/manage/{published.pk}/"
    assert client.get(address).status_code == 404
    client.post(change, {"let_go": manager.pk})  # who owns the place
    assert published.organizers.count() == 2
    client.post(change, {"let_go": friend.pk})
    assert list(published.organizers.values_list("user", flat=True)) == [manager.pk]


def test_an_invitation_that_is_sent_twice_at_once_is_one(manager, client, published):
    change = f"/manage/{published.pk}/people/change/"
    for _click in range(2):
        answer = client.post(change, {"invite": "1", "email": "friend@example.org"})
        assert answer.status_code == 302
    assert Invitation.objects.count() == 1
    assert Message.objects.filter(recipient="friend@example.org").count() == 1
    assert Quota.objects.get(client=f"invitations:{manager.pk}").given == 1


def test_an_invitation_shows_nothing_to_somebody_else(manager, client, published):
    client.post(
        f"/manage/{published.pk}/people/change/",
        {"invite": "1", "email": "friend@example.org"},
    )
    letter = Invitation.objects.get()
    client.force_login(member("stranger"))
    answer = client.get(f"/manage/invitations/{letter.pk}/")
    assert answer.status_code == 404
    assert "Kiln Yard" not in text(answer)
    client.post(f"/manage/invitations/{letter.pk}/")
    assert Organizer.objects.count() == 1


def test_what_is_withdrawn_while_it_waits_is_not_shown_by_a_later_yes(
    client, waiting, judge
):
    place = Venue.objects.get(pk=waiting.venue_id)
    state(client, place, "withdraw")
    assert not Contribution.objects.pending().exists()
    client.post(f"/manage/{place.pk}/hand-in/")
    again = Contribution.objects.pending().get()
    # However it came to be withdrawn: by the admin it is without the queue.
    withdraw_venue(venue_id=place.pk)
    accept(contribution_id=again.pk, by=judge, at=AT)
    assert not PublishedVenue.objects.exists()


def test_what_was_shown_once_is_never_deleted(client, published, judge):
    state(client, published, "withdraw")
    client.post(f"/manage/{published.pk}/hand-in/")
    row = Contribution.objects.pending().get()
    ask(contribution_id=row.pk, by=judge, reason="Really?", at=AT)
    published.refresh_from_db()
    assert published.publication == "withdrawn"
    assert state(client, published, "discard").status_code == 404
    assert Venue.objects.filter(pk=published.pk).exists()


def test_a_proposal_of_a_name_waits_for_a_look_too(manager, client):
    pk = venue("Listed", external_id="a")
    Organizer.objects.create(venue_id=pk, user=manager, since=AT)
    accepted_before(manager)
    change(Venue.objects.get(pk=pk), manager, name="Ours")
    later = AT.replace(hour=15)
    record_source(source=SOURCE, records=[record("Casino", external_id="a")], at=later)
    client.post(f"/manage/{pk}/proposal/", {"field": "name", "take": "1"})
    assert values_of(pk)["name"] == "Ours"
    assert Contribution.objects.pending().get().changes == {"name": "Casino"}


@pytest.mark.long
def test_emails_are_few(manager, client, published):
    people = f"/manage/{published.pk}/people/change/"
    for number in range(MAX_INVITATION_EMAILS):
        client.post(people, {"invite": "1", "email": f"f{number}@example.org"})
        client.post(people, {"take_back": Invitation.objects.get().pk})
    answer = client.post(people, {"invite": "1", "email": "more@example.org"})
    assert answer.status_code == 422
    assert "too many invitations today" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_open_invitations_are_few(manager, client, published, monkeypatch):
    monkeypatch.setattr("geoapp.venues.actions.organizers.MAX_INVITATIONS", 1)
    people = f"/manage/{published.pk}/people/change/"
    client.post(people, {"invite": "1", "email": "first@example.org"})
    answer = client.post(people, {"invite": "1", "email": "more@example.org"})
    assert answer.status_code == 422
    assert "Cancel one to send another" in answer.content.decode()
    assert Invitation.objects.count() == 1
