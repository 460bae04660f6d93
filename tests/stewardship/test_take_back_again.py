"""Taking back what is taken back already, and undoing it for oneself."""

from datetime import timedelta

import pytest

from geoapp.stewardship.actions.appeal import can_appeal
from geoapp.stewardship.actions.take_back import NothingToTakeBack
from geoapp.stewardship.actions.undo_take_back import OwnTakeBack, undo_take_back
from geoapp.stewardship.models import DecidedAs, Decision, Report, ReportTopic, TakeBack
from geoapp.stewardship.report_models import Side
from geoapp.stewardship.submission_deeds import _find_answers
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.actions.photos import forget_removed, remember_removed
from geoapp.venues.models import RemovedPhoto
from tests.people import draft_of, member, moderator
from tests.photos import photo_of
from tests.stewardship.taking_back import AFTERWARDS, LATER, taken_back
from tests.world import AT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("vocabulary", "media"),
]


@pytest.fixture
def judge():
    return moderator("judge")


def test_the_form_sent_twice_is_one_take_back_and_one_statement(judge):
    faker = member("faker")
    draft_of(faker)
    taken_back(faker, by=judge, closes=True)
    with pytest.raises(NothingToTakeBack):
        taken_back(faker, by=judge, closes=True, at=AFTERWARDS)
    assert TakeBack.objects.count() == 1
    assert Report.objects.filter(kind="account").count() == 1


def test_nobody_undoes_what_concerns_their_own_account(judge):
    faker = member("faker")
    publish_venue(venue_id=draft_of(faker).pk)
    action = taken_back(faker, by=judge)
    faker.is_moderator = True
    faker.save()
    with pytest.raises(OwnTakeBack):
        undo_take_back(take_back_id=action.pk, by=faker, at=AFTERWARDS)


def test_an_account_that_another_take_back_closed_stays_closed(judge):
    faker = member("faker")
    draft_of(faker, "First")
    first = taken_back(faker, by=judge, closes=True)
    publish_venue(venue_id=draft_of(faker, "Second").pk)
    taken_back(faker, by=judge, closes=True, at=AFTERWARDS)
    undo_take_back(
        take_back_id=first.pk, by=judge, at=AFTERWARDS + timedelta(minutes=1)
    )
    faker.refresh_from_db()
    assert not faker.is_active


def test_there_is_no_appeal_against_a_decision_in_ones_favour(judge):
    faker = member("faker")
    draft_of(faker)
    action = taken_back(faker, by=judge, closes=True)
    statement = Report.objects.get(kind="account")
    assert can_appeal(statement, side=Side.AUTHOR, at=LATER)
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    statement.refresh_from_db()
    assert not can_appeal(statement, side=Side.AUTHOR, at=AFTERWARDS)


def test_what_somebody_decided_as_a_moderator_stays(judge):
    place, former = draft_of(member()), member("former")
    for topic, removes, role in (
        (ReportTopic.ILLEGAL, True, ""),
        (ReportTopic.MISTAKE, True, ""),
        (ReportTopic.MISTAKE, False, DecidedAs.MODERATOR),
        (ReportTopic.CLOSED, False, DecidedAs.MANAGER),
    ):
        Report.objects.create(
            kind="venue",
            item_id=place.pk,
            venue=place,
            topic=topic,
            removes=removes,
            decision=Decision.ACCEPTED,
            decided_by=former,
            decided_as=role,
            decided_at=AT,
            made_at=AT,
        )
    topics = [deed.basis.topic for deed in _find_answers([former.pk])]
    assert topics == [ReportTopic.CLOSED]


def test_a_fingerprint_of_another_decision_is_not_forgotten():
    person = member()
    photo = photo_of(draft_of(person), person)
    remember_removed(photo=photo, at=AT)
    remember_removed(photo=photo, at=LATER)
    forget_removed(photo=photo, removed_at=LATER)
    assert RemovedPhoto.objects.exists()
    forget_removed(photo=photo, removed_at=AT)
    assert not RemovedPhoto.objects.exists()
