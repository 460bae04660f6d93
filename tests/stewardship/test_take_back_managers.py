"""Who managed a place is taken back, put back and taken back again."""

from datetime import timedelta

import pytest

from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.invite import invite
from geoapp.stewardship.actions.merge import merge
from geoapp.stewardship.actions.take_back import take_back
from geoapp.stewardship.actions.undo_take_back import undo_take_back
from geoapp.stewardship.manager_deeds import REMOVED
from geoapp.venues.actions.erase_venue import erase_venue
from geoapp.venues.actions.ownership import (
    removals_to_undo,
    remove_organizer,
    transfer_ownership,
)
from geoapp.venues.models import Invitation, Organizer, Venue
from tests.people import accepted_before, draft_of, member, moderator
from tests.stewardship.attack import SOON, join
from tests.world import AT, venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(vocabulary):
    return moderator("judge")


@pytest.fixture
def owner(judge):
    row = member("owner")
    accepted_before(row, 3)
    return row


@pytest.fixture
def boss(judge):
    row = member("boss")
    accepted_before(row, 3)
    return row


def place_of(owner, *managers, name="Kiln Yard"):
    row = draft_of(owner, name=name)
    submit_venue(user=owner, venue_id=row.pk, at=AT)
    for person in managers:
        join(row.pk, person, by=owner)
    return row


def taken_back(account, judge, hours):
    return take_back(
        account_ids=[account.pk],
        by=judge,
        reason="Advertising.",
        closes=False,
        at=AT + timedelta(hours=hours),
    )


def undone(action, judge, hours):
    at = AT + timedelta(hours=hours)
    undo_take_back(take_back_id=action.pk, by=judge, at=at)


def managers_of(place):
    return set(place.organizers.values_list("user__email", flat=True))


def taken_over(owner, boss, *helpers):
    """Return a place that the boss owns by now, and removed the helpers from."""
    place = place_of(owner, boss, *helpers)
    transfer_ownership(venue_id=place.pk, user_id=boss.pk, by=owner, at=SOON)
    for person in helpers:
        remove_organizer(venue_id=place.pk, user_id=person.pk, by=boss, at=SOON)
    return place


def test_undoing_leaves_out_places_that_are_gone_merged_or_erased(judge, owner, boss):
    places = [place_of(owner, boss, name=f"Yard {n}") for n in "ABC"]
    for row in places:
        invite(venue_id=row.pk, email="ada@x.org", invited_by=boss, at=SOON)
    action = taken_back(boss, judge, 1)
    gone, merged, erased = places
    gone.delete()
    listed = venue("Glass Shed")
    merge(kept_id=listed, merged_id=merged.pk, choices={}, by=judge, at=SOON)
    erase_venue(venue_id=erased.pk, at=SOON)
    undone(action, judge, 2)
    assert not Organizer.objects.filter(user=boss).exists()
    assert not Organizer.objects.filter(venue__in=[merged, erased]).exists()
    assert not Invitation.objects.exists()


def test_nobody_comes_back_to_an_erased_place(judge, owner, boss):
    place = taken_over(owner, boss, member("helper"))
    assert REMOVED.find([boss.pk])
    erase_venue(venue_id=place.pk, at=SOON)
    assert not REMOVED.find([boss.pk])


def test_removed_managers_come_back_each_time(judge, owner, boss):
    place = taken_over(owner, boss, member("helper"))
    before = managers_of(place)
    for hours in (1, 3):
        action = taken_back(boss, judge, hours)
        assert managers_of(place) == {"owner@example.org", "helper@example.org"}
        undone(action, judge, hours + 1)
        assert managers_of(place) == before
        later = AT + timedelta(hours=hours + 1)
        assert removals_to_undo(Venue.objects.get(pk=place.pk), at=later).count() == 1


def test_undoing_keeps_who_was_chosen_since(judge, owner, boss):
    helpers = [member(f"helper{n}") for n in range(3)]
    heir, returning, other = helpers
    place = taken_over(owner, boss, *helpers)
    action = taken_back(boss, judge, 1)
    since = AT + timedelta(hours=2)
    pairs = {"venue_id": place.pk, "by": owner, "at": since}
    remove_organizer(user_id=returning.pk, **pairs)
    join(place.pk, returning, by=owner)
    transfer_ownership(user_id=heir.pk, **pairs)
    undone(action, judge, 3)
    assert managers_of(place) == {p.email for p in (owner, boss, heir, returning)}
    assert place.organizers.get(is_owner=True).user == heir
    assert not place.organizers.filter(user=other).exists()
