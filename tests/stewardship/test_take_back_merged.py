"""A place that a fake was merged into outlives the fake."""

from datetime import timedelta

import pytest

from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.merge import merge
from geoapp.stewardship.actions.take_back import take_back
from geoapp.stewardship.actions.undo_take_back import undo_take_back
from geoapp.venues.models import Organizer
from tests.people import accepted_before, draft_of, member, moderator
from tests.world import AT, venue

pytestmark = pytest.mark.django_db
LATER, AFTERWARDS = AT + timedelta(hours=1), AT + timedelta(hours=2)


@pytest.fixture
def judge(vocabulary):
    return moderator("judge")


@pytest.fixture
def faker(judge):
    row = member("faker")
    accepted_before(row, 3)
    return row


def fake_of(user, name):
    row = draft_of(user, name=name)
    submit_venue(user=user, venue_id=row.pk, at=AT)
    return row.pk


def merged(kept, other, judge):
    return merge(kept_id=kept, merged_id=other, choices={}, by=judge, at=AT)


def taken_back(account, judge):
    return take_back(
        account_ids=[account.pk],
        by=judge,
        reason_in=lambda _language: "Advertising.",
        closes=False,
        at=LATER,
    )


def is_public(pk):
    return PublishedVenue.objects.filter(pk=pk).exists()


def test_a_listed_place_stays_when_a_fake_was_merged_into_it(judge, faker):
    listed = venue("Honest Yard")
    merged(listed, fake_of(faker, "Honest Yard Deals"), judge)
    assert Organizer.objects.get(venue=listed, user=faker).is_owner
    action = taken_back(faker, judge)
    assert is_public(listed)
    assert not Organizer.objects.filter(venue=listed).exists()
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    assert Organizer.objects.get(venue=listed, user=faker).is_owner


def test_a_fake_goes_even_if_another_fake_was_merged_into_it(judge, faker):
    kept = fake_of(faker, "Best Deals")
    merged(kept, fake_of(faker, "Best Deals 2"), judge)
    taken_back(faker, judge)
    assert not is_public(kept)
