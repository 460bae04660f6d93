"""A place that a fake was merged into outlives the fake."""

import pytest

from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.merge import merge
from geoapp.stewardship.actions.undo_take_back import undo_take_back
from geoapp.venues.models import Organizer
from tests.people import accepted_before, draft_of, member, moderator
from tests.stewardship.taking_back import AFTERWARDS, taken_back
from tests.world import AT, venue

pytestmark = pytest.mark.django_db


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


def is_public(pk):
    return PublishedVenue.objects.filter(pk=pk).exists()


def test_a_listed_place_stays_when_a_fake_was_merged_into_it(judge, faker):
    listed = venue("Honest Yard")
    merged(listed, fake_of(faker, "Honest Yard Deals"), judge)
    assert Organizer.objects.get(venue=listed, user=faker).is_owner
    action = taken_back(faker, by=judge)
    assert is_public(listed)
    assert not Organizer.objects.filter(venue=listed).exists()
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    assert Organizer.objects.get(venue=listed, user=faker).is_owner


def test_a_fake_goes_even_if_another_fake_was_merged_into_it(judge, faker):
    kept = fake_of(faker, "Best Deals")
    merged(kept, fake_of(faker, "Best Deals 2"), judge)
    taken_back(faker, by=judge)
    assert not is_public(kept)
