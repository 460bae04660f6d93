"""What new accounts add is looked at; what moderators say is read."""

from urllib.parse import urlsplit

import pytest

from geoapp.mailing.delivery import deliver_new
from geoapp.mailing.models import Message, State
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import (
    contribute_tutorial,
    save_change,
    submit_venue,
)
from geoapp.stewardship.actions.decide import (
    AlreadyDecided,
    OwnContribution,
    PhotosNotReady,
    ReasonMissing,
    accept,
    ask,
    decline,
    withdraw_submission,
)
from geoapp.stewardship.models import Contribution
from geoapp.stewardship.rules import HELD_FIRST
from geoapp.tutorials.actions import AlreadyThere
from geoapp.tutorials.submissions import TutorialDraft
from geoapp.venues.actions.change_publication import Unplaced
from geoapp.venues.actions.change_venue import EditConflict, change_venue
from geoapp.venues.actions.photos import receive_photo
from geoapp.venues.models import Venue
from geoapp.venues.photo_preparation import prepare_photo
from geoapp.venues.stored_records import values_of
from tests.people import draft_of, member, moderator
from tests.photos import CREDIT, picture
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(vocabulary):
    return member("person")


@pytest.fixture
def judge(person):
    return moderator("judge")


def handed_in(person, name="Kiln Yard"):
    place = draft_of(person, name=name)
    return place, submit_venue(user=person, venue_id=place.pk, at=AT)


def trusted(person, judge):
    for number in range(HELD_FIRST):
        _place, row = handed_in(person, name=f"Place {number}")
        if row.decision == "waiting":
            accept(contribution_id=row.pk, by=judge, at=AT)
    return person


def test_the_first_three_wait_and_the_fourth_does_not(person, judge):
    for number in range(HELD_FIRST):
        place, row = handed_in(person, name=f"Place {number}")
        assert not PublishedVenue.objects.filter(pk=place.pk).exists()
        accept(contribution_id=row.pk, by=judge, at=AT)
        assert PublishedVenue.objects.filter(pk=place.pk).exists()
    place, row = handed_in(person, name="Place 4")
    assert (row.decision, row.decided_by) == ("accepted", None)
    assert PublishedVenue.objects.filter(pk=place.pk).exists()


def test_submitting_twice_creates_a_single_submission(person):
    place, row = handed_in(person)
    assert submit_venue(user=person, venue_id=place.pk, at=AT) == row


def test_a_venue_without_a_place_is_not_handed_in(person):
    place = draft_of(person, position=None)
    with pytest.raises(Unplaced):
        submit_venue(user=person, venue_id=place.pk, at=AT)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(("verb", "state"), [(decline, "refused"), (ask, "draft")])
def test_declining_and_asking_need_a_reason_that_the_author_reads(
    person, judge, verb, state, mailoutbox
):
    place, row = handed_in(person)
    with pytest.raises(ReasonMissing):
        verb(contribution_id=row.pk, by=judge, reason="  ", at=AT)
    verb(contribution_id=row.pk, by=judge, reason="Which house is it?", at=AT)
    place.refresh_from_db()
    assert place.publication == state
    (letter,) = mailoutbox
    assert letter.to == [person.email]
    assert "Which house is it?" in letter.body
    assert "Kiln Yard" in letter.body
    assert "“Kiln Yard”" in letter.subject
    again = submit_venue(user=person, venue_id=place.pk, at=AT)
    assert again.decision == "waiting"


def test_nobody_decides_twice_or_about_themselves(person, judge):
    _place, row = handed_in(person)
    accept(contribution_id=row.pk, by=judge, at=AT)
    with pytest.raises(AlreadyDecided):
        decline(contribution_id=row.pk, by=judge, reason="No", at=AT)
    place = draft_of(judge, name="Own")
    own = Contribution.objects.create(author=judge, venue=place, made_at=AT)
    with pytest.raises(OwnContribution):
        accept(contribution_id=own.pk, by=judge, at=AT)


def test_what_waits_can_be_taken_back_by_its_author_alone(person, judge):
    place, row = handed_in(person)
    with pytest.raises(Contribution.DoesNotExist):
        withdraw_submission(contribution_id=row.pk, author=judge, at=AT)
    withdraw_submission(contribution_id=row.pk, author=person, at=AT)
    place.refresh_from_db()
    assert place.publication == "draft"


@pytest.fixture
def shown(person, judge):
    place, row = handed_in(person)
    accept(contribution_id=row.pk, by=judge, at=AT)
    return place


def changed(person, place, **changes):
    base = values_of(place.pk)
    return save_change(
        user=person, venue_id=place.pk, changes=changes, base=base, at=AT
    )


def test_a_new_account_changes_hours_at_once_and_the_name_waits(person, judge, shown):
    outcome = changed(person, shown, summary="Clay.", name="Casino")
    assert (outcome.changed, outcome.held) == (("summary",), ("name",))
    public = PublishedVenue.objects.get(pk=shown.pk)
    assert (public.name, public.page["summary"]) == ("Kiln Yard", "Clay.")
    row = Contribution.objects.pending().get()
    accept(contribution_id=row.pk, by=judge, at=AT)
    assert PublishedVenue.objects.get(pk=shown.pk).name == "Casino"


@pytest.mark.parametrize(
    "changes",
    [
        {"position": [1.0, 2.0]},
        {"contact": {"web": "https://evil.example"}},
        {"address": {"street": "Elsewhere 1"}},
    ],
)
def test_place_and_website_wait_too(person, shown, changes):
    before = values_of(shown.pk)
    assert changed(person, shown, **changes).held == tuple(changes)
    assert values_of(shown.pk) == before


def test_a_home_is_hidden_without_waiting_and_shown_again_after_a_look(person, shown):
    assert changed(person, shown, hide_exact_place=True).held == ()
    assert PublishedVenue.objects.get(pk=shown.pk).precision == "area"
    assert changed(person, shown, hide_exact_place=None).held == ("hide_exact_place",)


def test_further_held_changes_join_the_pending_submission(person, shown):
    changed(person, shown, name="First")
    changed(person, shown, name="Second", contact={"web": "https://a.example"})
    row = Contribution.objects.pending().get()
    assert set(row.changes) == {"name", "contact"}
    assert (row.changes["name"], row.base["name"]) == ("Second", "Kiln Yard")


def test_a_held_change_does_not_overwrite_a_later_one(person, judge, shown):
    changed(person, shown, name="Held")
    change_venue(
        venue_id=shown.pk,
        changes={"name": "Meanwhile"},
        base={"name": "Kiln Yard"},
        author=judge,
        at=AT,
    )
    row = Contribution.objects.pending().get()
    with pytest.raises(EditConflict):
        accept(contribution_id=row.pk, by=judge, at=AT)
    assert Venue.objects.get(pk=shown.pk).name == "Meanwhile"


def test_a_trusted_account_changes_the_name_at_once(person, judge, shown):
    trusted(person, judge)
    assert changed(person, shown, name="Renamed").changed == ("name",)


def test_a_tutorial_waits_in_the_same_queue(person, judge):
    url = "https://example.org/bowl"
    draft = TutorialDraft(
        title="Turn a bowl", url=url, crafts=("woodturning",), required=(), optional=()
    )
    added = contribute_tutorial(user=person, draft=draft, at=AT)
    row = Contribution.objects.pending().get()
    assert row.tutorial == added
    accept(contribution_id=row.pk, by=judge, at=AT)
    added.refresh_from_db()
    assert (added.review, urlsplit(added.url).path) == ("confirmed", "/bowl")


def test_submitting_a_tutorial_again_replies_to_its_question(person, judge, mailoutbox):
    said = {"url": "https://example.org/bowl", "crafts": ("pottery",)}
    first = TutorialDraft(title="A bowl", **said)
    tutorial = contribute_tutorial(user=person, draft=first, at=AT)
    row = Contribution.objects.get(tutorial=tutorial)
    ask(contribution_id=row.pk, by=judge, reason="Thrown or coiled?", at=AT)
    assert "/tutorials/add/?url=https%3A%2F%2Fexample.org%2Fbowl" in mailoutbox[-1].body
    assert list(Contribution.objects.awaiting_answer()) == [row]
    again = TutorialDraft(title="A thrown bowl", **said)
    assert contribute_tutorial(user=person, draft=again, at=AT) == tutorial
    (back,) = Contribution.objects.queue()
    assert back.answers
    assert back.tutorial.title == "A thrown bowl"
    asked = Contribution.objects.questions_before(back).get()
    assert asked.reason == "Thrown or coiled?"
    accept(contribution_id=row.pk, by=judge, at=AT)
    with pytest.raises(AlreadyThere):
        contribute_tutorial(user=person, draft=again, at=AT)


@pytest.mark.worker
def test_a_decision_that_was_overtaken_while_it_waited_is_not_sent(
    person, judge, mailoutbox
):
    draft = TutorialDraft(
        title="A bowl", url="https://example.org/bowl", crafts=("pottery",)
    )
    tutorial = contribute_tutorial(user=person, draft=draft, at=AT)
    row = Contribution.objects.get(tutorial=tutorial)
    ask(contribution_id=row.pk, by=judge, reason="Thrown or coiled?", at=AT)
    contribute_tutorial(user=person, draft=draft, at=AT)
    message = Message.objects.get()
    deliver_new(message.pk, at=message.created_at)
    message.refresh_from_db()
    assert message.state == State.CANCELLED
    assert mailoutbox == []


@pytest.mark.worker
def test_photos_that_nobody_has_seen_are_not_accepted(person, judge, media):
    place, row = handed_in(person)
    photo = receive_photo(
        venue_id=place.pk, data=picture(), credit=CREDIT, added_by=person, at=AT
    )
    with pytest.raises(PhotosNotReady):
        accept(contribution_id=row.pk, by=judge, at=AT)
    prepare_photo(photo.pk)
    accept(contribution_id=row.pk, by=judge, at=AT)
    photo.refresh_from_db()
    assert photo.accepted
