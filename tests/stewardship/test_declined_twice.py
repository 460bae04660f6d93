"""What was declined twice needs a moderator, in whatever form it comes again."""

from datetime import timedelta
from itertools import count

import pytest
from django.core import mail

from geoapp.accounts.models import User
from geoapp.stewardship.actions.contribute import (
    contribute_tutorial,
    save_change,
    submit_venue,
    undo,
)
from geoapp.stewardship.actions.decide import accept, ask, decline
from geoapp.stewardship.declined import DeclinedTwice
from geoapp.stewardship.models import Contribution
from geoapp.tutorials.submissions import TutorialDraft
from geoapp.venues.actions.change_publication import publish_venue, withdraw_venue
from geoapp.venues.history import history_of
from geoapp.venues.models import Organizer, Venue
from geoapp.venues.stored_records import values_of
from tests.people import accepted_before, draft_of, member, moderator
from tests.web.manage.test_register import WHAT
from tests.world import AT, HACKNEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
NEXT_DOOR = [HACKNEY.lon + 0.0008, HACKNEY.lat]  # 55 m
IN_THE_NEXT_STREET = [HACKNEY.lon + 0.003, HACKNEY.lat]  # 208 m
WEBSITE = "https://www.kiln.example/yard/"
_minutes = count(1)


@pytest.fixture
def judge():
    return moderator("judge")


def later():
    return AT + timedelta(minutes=next(_minutes))


def declined(judge, **values) -> Venue:
    """Return a new place that somebody submitted and a moderator declined."""
    person = member()
    place = draft_of(person, "Pot Yard", **values)
    row = submit_venue(user=person, venue_id=place.pk, at=later())
    decline(contribution_id=row.pk, by=judge, reason="No.", at=later())
    return place


@pytest.mark.parametrize(
    ("values", "is_same"),
    [
        ({"position": NEXT_DOOR}, True),
        ({"name": "  PÖT  yard", "position": NEXT_DOOR}, True),
        ({"position": IN_THE_NEXT_STREET}, False),
        ({"name": "Another", "position": NEXT_DOOR}, False),
        (
            {
                "name": "Another",
                "position": IN_THE_NEXT_STREET,
                "contact": {"web": "http://kiln.example/yard"},
            },
            True,
        ),
        ({"name": "Another", "contact": {"web": "https://kiln.example/"}}, False),
        ({"name": "Another", "contact": {"web": "http://["}}, False),
    ],
)
def test_the_same_place_registered_anew_is_not_submitted(judge, values, is_same):
    for _time in range(2):
        declined(judge, contact={"web": WEBSITE})
    person = member()
    accepted_before(person, 3)  # trust does not help
    place = draft_of(person, **{"name": "Pot Yard", **values})
    if is_same:
        with pytest.raises(DeclinedTwice):
            submit_venue(user=person, venue_id=place.pk, at=later())
        Organizer.objects.create(venue=place, user=judge, since=AT)
        submit_venue(user=judge, venue_id=place.pk, at=later())
        # A moderator has seen it, so it is no longer declined.
        withdraw_venue(venue_id=place.pk)
    submit_venue(user=person, venue_id=place.pk, at=later())


def test_few_statements_find_them(judge, django_assert_max_num_queries):
    for _time in range(2):
        declined(judge)
    person = member()
    place = draft_of(person, "Pot Yard")
    with django_assert_max_num_queries(8), pytest.raises(DeclinedTwice):
        submit_venue(user=person, venue_id=place.pk, at=later())


@pytest.fixture
def place():
    person = member("owner")
    place = draft_of(person)
    publish_venue(venue_id=place.pk)
    place.refresh_from_db()
    return place


def change(user: User, place: Venue, **changes) -> Contribution | None:
    base = values_of(place.pk)
    save_change(user=user, venue_id=place.pk, changes=changes, base=base, at=later())
    pending = Contribution.objects.of_venue(place.pk).pending()
    return pending.filter(author=user).first()


def manager_of(place: Venue) -> User:
    person = member()
    Organizer.objects.create(venue=place, user=person, since=AT)
    return person


def declined_change(judge, place, **changes) -> None:
    row = change(manager_of(place), place, **changes)
    assert row is not None
    decline(contribution_id=row.pk, by=judge, reason="No.", at=later())


def test_what_two_declined_changes_share_is_not_held_a_third_time(judge, place):
    declined_change(judge, place, summary="Buy pots here!", price="free")
    declined_change(judge, place, summary="buy  POTS here!", newcomers="welcome")
    with pytest.raises(DeclinedTwice):
        change(manager_of(place), place, summary="Buy pots here!", price="free")
    assert not Contribution.objects.of_venue(place.pk).pending().exists()
    # What stood only once beside it, another value, and what the field already says.
    row = change(manager_of(place), place, price="free")
    assert row is not None
    accept(contribution_id=row.pk, by=judge, at=later())
    assert change(manager_of(place), place, summary="Clay and wheels.") is not None
    change(judge, place, summary="Buy pots here!")
    assert values_of(place.pk)["summary"] == "Buy pots here!"
    trusted = manager_of(place)
    accepted_before(trusted, 3)
    save_change(
        user=trusted,
        venue_id=place.pk,
        changes={"summary": "Buy pots here!", "newcomers": "welcome"},
        base=values_of(place.pk),
        at=later(),
    )
    assert values_of(place.pk)["newcomers"] == "welcome"


def test_a_whole_change_declined_twice_says_nothing_about_a_part_of_it(judge, place):
    for _time in range(2):
        declined_change(judge, place, summary="Buy pots here!", price="free")
    with pytest.raises(DeclinedTwice):
        change(manager_of(place), place, summary="Buy pots here!", price="free")
    assert change(manager_of(place), place, price="free") is not None
    declined_change(judge, place, summary="Buy pots here!")
    with pytest.raises(DeclinedTwice):
        change(manager_of(place), place, summary="Buy pots here!")


def test_the_owner_is_bound_by_own_changes_only(judge, place):
    owner = User.objects.get(email="owner@example.org")
    for _time in range(2):
        declined_change(judge, place, summary="Pots.")
    with pytest.raises(DeclinedTwice):
        change(manager_of(place), place, summary="Pots.")
    for _time in range(2):
        row = change(owner, place, summary="Pots.")
        assert row is not None
        decline(contribution_id=row.pk, by=judge, reason="No.", at=later())
    with pytest.raises(DeclinedTwice):
        change(owner, place, summary="Pots.")


def test_the_owner_of_an_accepted_place_is_not_bound_by_copies_of_it(judge):
    owner = member("owner")
    place = draft_of(owner, "Pot Yard")
    row = submit_venue(user=owner, venue_id=place.pk, at=later())
    accept(contribution_id=row.pk, by=judge, at=later())
    for _time in range(2):
        declined(judge)
    withdraw_venue(venue_id=place.pk)
    with pytest.raises(DeclinedTwice):
        submit_venue(user=manager_of(place), venue_id=place.pk, at=later())
    assert submit_venue(user=owner, venue_id=place.pk, at=later())


def test_what_was_accepted_in_between_is_counted_anew(judge, place):
    declined_change(judge, place, summary="Pots.")
    row = change(manager_of(place), place, summary="Pots.")
    accept(contribution_id=row.pk, by=judge, at=later())
    change(judge, place, summary="Clay.")
    declined_change(judge, place, summary="Pots.")
    assert change(manager_of(place), place, summary="Pots.") is not None


def test_an_undo_is_a_change_like_others(judge, place):
    change(judge, place, summary="Pots.")
    change(judge, place, summary="Clay.")
    for _time in range(2):
        declined_change(judge, place, summary="Pots.")
    changes = [row for row in history_of(place.pk) if row.after == "Clay."]
    event = changes[0]
    with pytest.raises(DeclinedTwice):
        undo(
            user=manager_of(place),
            venue_id=place.pk,
            event_id=event.event_id,
            at=later(),
        )


def tutorial(user: User, url: str) -> Contribution:
    draft = TutorialDraft(title="A bowl", url=url, crafts=("pottery",))
    added = contribute_tutorial(user=user, draft=draft, at=later())
    return Contribution.objects.get(tutorial=added)


def test_the_same_link_of_a_tutorial_is_not_added_a_third_time(client, judge):
    for url in (
        "https://www.bowl.example/one/",
        "http://bowl.example/one?utm_source=x",
    ):
        row = tutorial(member(), url)
        decline(contribution_id=row.pk, by=judge, reason="No.", at=later())
    person = member()
    with pytest.raises(DeclinedTwice):
        tutorial(person, "https://bowl.example/one")
    assert tutorial(person, "https://bowl.example/two").decision == "waiting"
    client.force_login(person)
    form = {"url": "https://bowl.example/one", "title": "My bowl", "craft": "pottery"}
    answer = client.post("/tutorials/add/", form)
    assert answer.status_code == 422
    assert "submitted twice and was declined" in answer.content.decode()
    assert "My bowl" in answer.content.decode()
    assert tutorial(judge, "https://bowl.example/one").decision == "waiting"


def test_pages_say_so_and_lose_nothing(client, judge, place):
    for _time in range(2):
        declined_change(judge, place, name="Pot Shop")
        declined_change(judge, place, operation="closed")
    person = manager_of(place)
    client.force_login(person)
    path = f"/manage/{place.pk}/what/"
    form = {**WHAT, "name": "Pot Shop", "base": client.get(path).context["base"]}
    answer = client.post(path, form)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "This change has been submitted twice" in text
    assert "Pot Shop" in text
    answer = client.post(f"/manage/{place.pk}/state/", {"verb": "close"}, follow=True)
    assert "This change has been submitted twice" in answer.content.decode()


def test_an_answer_to_a_question_is_not_lost(client, judge):
    place = draft_of(member("author"), "Pot Yard")
    person = place.organizers.get().user
    row = submit_venue(user=person, venue_id=place.pk, at=later())
    ask(contribution_id=row.pk, by=judge, reason="Where?", at=later())
    for _time in range(2):
        declined(judge)
    client.force_login(person)
    answer = client.post(f"/manage/answers/{row.pk}/", {"answer": "In the yard."})
    assert answer.status_code == 422
    assert "This has been submitted twice, by you or others" in answer.content.decode()
    assert "In the yard." in answer.content.decode()


def test_the_email_about_a_declined_change_is_about_the_change(judge, place):
    declined_change(judge, place, summary="Pots.")
    email = mail.outbox[-1]
    assert "Your change to “Kiln Yard” was declined" in email.subject
    assert "The place stays as it was." in email.body
    assert f"/manage/{place.pk}/" in email.body
    declined_change(judge, place, summary="Pots.")
    assert "only a moderator can submit it again" in mail.outbox[-1].body
    assert "different change here" not in mail.outbox[-1].body
