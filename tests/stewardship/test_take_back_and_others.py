"""What a take-back does to others: pending changes, managers, and appeals meanwhile."""

from datetime import timedelta

import pytest
from django.core import mail

from geoapp.accounts.personal_data import delete_account
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.appeal import appeal
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.take_back import take_back
from geoapp.stewardship.actions.undo_take_back import undo_take_back
from geoapp.stewardship.models import Contribution, Report
from geoapp.stewardship.ready_reasons import with_ready_reason
from geoapp.stewardship.report_models import Side
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.models import Organizer
from tests.people import accepted_before, draft_of, member, moderator
from tests.stewardship.attack import change
from tests.stewardship.reporting import decide
from tests.stewardship.test_take_back import private_rows
from tests.world import AT, venue

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("vocabulary", "media"),
]
LATER, AFTERWARDS = AT + timedelta(hours=1), AT + timedelta(hours=2)
MUCH_LATER = AT + timedelta(hours=3)


@pytest.fixture
def judge():
    return moderator("judge")


def taken_back(*accounts, by, at=LATER):
    return take_back(
        account_ids=[account.pk for account in accounts],
        by=by,
        reason="Advertising.",
        closes=True,
        at=at,
    )


# Pending changes of others


@pytest.fixture
def settled(judge):
    """Return a faker's change, and a pending change back to the value before it."""
    place = venue("Kiln Yard", summary="Clay.")
    faker, helper = member("faker"), member("helper")
    accepted_before(faker, 3)
    change(place, faker, summary="Order here.")
    Organizer.objects.create(venue_id=place, user=helper, since=AT)
    change(place, helper, summary="Clay.")
    row = Contribution.objects.pending().get(author=helper)
    return place, faker, helper, row


def test_a_pending_change_that_was_settled_awaits_review_again(judge, settled):
    _place, faker, _helper, row = settled
    before = private_rows()
    action = taken_back(faker, by=judge)
    row.refresh_from_db()
    assert row.decision == "taken_back"
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    assert private_rows() == before
    row.refresh_from_db()
    assert (row.decision, row.decided_at) == ("waiting", None)


def test_it_does_not_once_its_author_sent_another(judge, settled):
    place, faker, helper, row = settled
    action = taken_back(faker, by=judge)
    change(place, helper, summary="Clay and wheels.")
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    row.refresh_from_db()
    assert row.decision == "taken_back"
    assert Contribution.objects.pending().get(author=helper) != row


# Other managers of a place that goes


@pytest.fixture
def publication():
    return "published"


@pytest.fixture
def shared(judge, publication):
    """Return a faker's place, public or pending, and somebody else who manages it."""
    faker, helper = member("faker"), member("helper")
    place = draft_of(faker, name="Best Deals")
    if publication == "published":
        publish_venue(venue_id=place.pk)
    else:
        submit_venue(user=faker, venue_id=place.pk, at=AT)
    Organizer.objects.create(venue=place, user=helper, since=AT)
    mail.outbox.clear()
    return place, faker, helper


def newest_email(person) -> str:
    return [str(m.body) for m in mail.outbox if m.to == [person.email]][-1]


def is_public(place) -> bool:
    return PublishedVenue.objects.filter(pk=place.pk).exists()


def test_other_managers_of_a_place_get_the_reasons_as_well(client, judge, shared):
    place, faker, helper = shared
    action = taken_back(faker, by=judge)
    email = newest_email(helper)
    row = Report.objects.get(kind="venue")
    for text in ("Best Deals", "Advertising.", "no advertising", "appeal"):
        assert text in email
    assert f"/decisions/{row.pk}/" in email
    client.force_login(helper)
    page = client.get(f"/decisions/{row.pk}/").content.decode()
    assert "reported it to us" not in page
    assert "Advertising." in page
    assert len([m for m in mail.outbox if m.to == [faker.email]]) == 1
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    assert is_public(place)
    assert "on the map again" in newest_email(helper)
    row.refresh_from_db()
    assert (row.removes, row.outcome) == (False, "unchanged")


def appealed(place) -> Report:
    row = Report.objects.get(kind="venue", item_id=place.pk)
    words = "It is a real place."
    return appeal(report_id=row.pk, side=Side.AUTHOR, words=words, at=AFTERWARDS)


@pytest.mark.parametrize("publication", ["published", "pending"])
@pytest.mark.parametrize("is_deleted", [False, True])
def test_an_appeal_of_another_manager_brings_the_place_back(
    judge, shared, publication, is_deleted
):
    place, faker, helper = shared
    is_published = publication == "published"
    action = taken_back(faker, by=judge)
    assert ("no longer on the map" in newest_email(helper)) == is_published
    row = appealed(place)
    if is_deleted:
        delete_account(user=faker, at=AFTERWARDS)
    other = moderator("other")
    decide(row, other, "unchanged", at=MUCH_LATER, ground="")
    place.refresh_from_db()
    assert (place.publication, is_public(place)) == (publication, is_published)
    waiting = Contribution.objects.pending().filter(venue=place)
    assert waiting.count() == (0 if is_published else 1)
    says = "The place is on the map again" if is_published else "It awaits review again"
    assert says in newest_email(helper)
    if not is_deleted:
        faker.refresh_from_db()
        assert not faker.is_active
        undo_take_back(take_back_id=action.pk, by=judge, at=MUCH_LATER)
        assert is_public(place) == is_published
        assert waiting.count() == (0 if is_published else 1)


@pytest.mark.parametrize("publication", ["pending"])
def test_no_other_appeal_publishes_a_place_that_nobody_reviewed(judge, shared):
    place, _faker, _helper = shared
    row = Report.objects.create(
        item_id=place.pk, venue=place, topic="illegal", made_at=AT
    )
    decide(row, judge, "removed", at=LATER)
    appeal(report_id=row.pk, side=Side.AUTHOR, words="It is real.", at=AFTERWARDS)
    decide(row, moderator("other"), "unchanged", at=MUCH_LATER, ground="")
    place.refresh_from_db()
    assert (place.publication, is_public(place)) == ("pending", False)


def test_a_place_that_another_decision_keeps_removed_is_not_called_restored(
    judge, shared
):
    place, faker, helper = shared
    taken_back(faker, by=judge)
    row = appealed(place)
    Report.objects.create(
        item_id=place.pk, venue=place, topic="illegal", made_at=AT, removes=True
    )
    decide(row, moderator("other"), "unchanged", at=MUCH_LATER, ground="")
    assert not is_public(place)
    assert "stays off the map for another reason" in newest_email(helper)
    assert "restored" not in newest_email(helper)


def test_each_other_manager_gets_the_reason_in_their_own_language(
    client, judge, shared
):
    place, faker, helper = shared
    german = member("german", language="de")
    Organizer.objects.create(venue=place, user=german, since=AT - timedelta(days=1))
    take_back(
        account_ids=[faker.pk],
        by=judge,
        reason=with_ready_reason("advertising", "See the <site>.", language=""),
        closes=False,
        at=LATER,
    )
    assert "This is advertising." in newest_email(helper)
    assert "Das ist Werbung." in newest_email(german)
    assert "See the <site>." in newest_email(german)
    statement = f"/decisions/{Report.objects.get(kind='venue').pk}/"
    for person, language, ready in (
        (helper, "en", "This is advertising."),
        (german, "de", "Das ist Werbung."),
        (helper, "de", "Das ist Werbung."),
    ):
        client.force_login(person)
        page = client.get(statement, HTTP_ACCEPT_LANGUAGE=language).content.decode()
        assert ready in page
        assert page.count('<bdi lang="en">See the &lt;site&gt;.</bdi>') == 1


def test_an_appeal_of_another_manager_can_be_in_vain(judge, shared):
    place, faker, helper = shared
    action = taken_back(faker, by=judge)
    decide(appealed(place), moderator("other"), "removed", at=MUCH_LATER)
    assert not is_public(place)
    assert "final here" in newest_email(helper)
    undo_take_back(take_back_id=action.pk, by=judge, at=MUCH_LATER)
    assert is_public(place)
