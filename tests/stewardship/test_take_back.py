"""Everything that accounts did is taken back in one action, and put back."""

from datetime import timedelta

import pytest
from django.core import mail

from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.take_back import (
    NothingToTakeBack,
    ProtectedAccount,
    deeds_of,
    take_back,
)
from geoapp.stewardship.actions.undo_take_back import AlreadyUndone, undo_take_back
from geoapp.stewardship.models import Contribution, Report
from geoapp.venues.models import Invitation, Photo, Venue
from tests.people import member, moderator
from tests.stewardship.attack import (
    attack,
    honest_world,
    managers,
    public_bytes,
)
from tests.world import AT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("vocabulary", "media"),
]
ACCOUNTS = 50
LATER, AFTERWARDS = AT + timedelta(hours=1), AT + timedelta(hours=2)


@pytest.fixture
def judge():
    return moderator("judge")


def taken_back(accounts, judge, **more):
    more = {"reason": "Advertising.", "closes": False, "at": LATER, **more}
    return take_back(account_ids=[a.pk for a in accounts], by=judge, **more)


def private_rows() -> list:
    """Return what is not public and has to come back too."""
    return [
        managers(),
        set(Invitation.objects.values_list("pk", "email", "invited_at")),
        set(Contribution.objects.values_list("pk", "decision", "decided_at")),
        set(Report.objects.exclude(kind="account").values_list("pk", "decision")),
        set(Photo.objects.values_list("pk", "hidden")),
        set(Venue.objects.values_list("pk", "slug", "publication", "summary")),
    ]


def test_fifty_accounts_leave_nothing_and_all_of_it_can_be_put_back(judge):
    world = honest_world()
    before, honest_managers = public_bytes(), managers()
    accounts = [member() for _ in range(ACCOUNTS)]
    attack(world, judge, accounts)
    attacked, private = public_bytes(), private_rows()
    assert PublishedVenue.objects.filter(name__startswith="Best Deals").exists()
    assert before != attacked
    action = taken_back(accounts, judge, closes=True)
    assert public_bytes() == before
    assert {row[:3] for row in honest_managers} <= {row[:3] for row in managers()}
    assert not deeds_of([a.pk for a in accounts])
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    assert public_bytes() == attacked
    assert private_rows() == private
    with pytest.raises(AlreadyUndone):
        undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
