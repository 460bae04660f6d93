"""Everything that accounts did is taken back in one action, and put back."""

from datetime import timedelta

import pytest
from django.core import mail

from geoapp.accounts.personal_data import delete_account
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.invite import invite
from geoapp.stewardship.actions.take_back import (
    NothingToTakeBack,
    ProtectedAccount,
    deeds_of,
)
from geoapp.stewardship.actions.undo_take_back import AlreadyUndone, undo_take_back
from geoapp.stewardship.models import Contribution, Report, TakeBackStep
from geoapp.tutorials.actions import confirm_tutorial
from geoapp.tutorials.models import Tutorial
from geoapp.venues.actions.ownership import transfer_ownership
from geoapp.venues.history import history_of
from geoapp.venues.models import Invitation, Organizer, Photo, Venue
from tests.people import accepted_before, draft_of, member, moderator
from tests.stewardship.attack import (
    SOON,
    attack,
    change,
    honest_world,
    join,
    managers,
    public_bytes,
    tutorial,
)
from tests.stewardship.taking_back import AFTERWARDS, LATER, taken_back
from tests.world import AT, venue

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("vocabulary", "media"),
]


@pytest.fixture
def judge():
    return moderator("judge")


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


# Each of five has a part in the attack; more of them only do the same again.
@pytest.mark.parametrize("number", [5, pytest.param(50, marks=pytest.mark.long)])
def test_accounts_leave_nothing_and_all_of_it_can_be_put_back(judge, number):
    world = honest_world()
    before, honest_managers = public_bytes(), managers()
    accounts = [member() for _ in range(number)]
    attack(world, judge, accounts)
    attacked, private = public_bytes(), private_rows()
    assert PublishedVenue.objects.filter(name__startswith="Best Deals").exists()
    assert before != attacked
    action = taken_back(*accounts, by=judge, closes=True)
    assert public_bytes() == before
    assert {row[:3] for row in honest_managers} <= {row[:3] for row in managers()}
    assert not deeds_of([a.pk for a in accounts])
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    assert public_bytes() == attacked
    assert private_rows() == private
    with pytest.raises(AlreadyUndone):
        undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)


def test_what_somebody_else_changed_since_stays(judge):
    place = venue("Honest Yard", summary="Pots.", price_note="free")
    faker = member("faker")
    accepted_before(faker, 3)
    change(place, faker, summary="Order here.", price_note="10 each", name="Deals")
    change(place, judge, price_note="by donation")
    action = taken_back(faker, by=judge)
    row = Venue.objects.get(pk=place)
    assert (row.name, row.slug) == ("Honest Yard", "honest-yard")
    assert not row.aliases.exists()
    assert (row.summary, row.price_note) == ("Pots.", "by donation")
    # Nor does undoing overwrite what changed after that.
    change(place, judge, summary="Pots and pans.")
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    row.refresh_from_db()
    assert (row.name, row.slug) == ("Deals", "deals")
    assert [alias.slug for alias in row.aliases.all()] == ["honest-yard"]
    assert (row.summary, row.price_note) == ("Pots and pans.", "by donation")


def test_values_belong_to_their_authors_after_a_first_take_back(judge):
    place = venue("Honest Yard", summary="Pots.")
    first, second = member("first"), member("second")
    for minute, person in enumerate((first, second)):
        accepted_before(person, 3)
        at = SOON + timedelta(minutes=minute)
        change(place, person, at=at, summary=f"Order from {person.pk}.")
    taken_back(second, by=judge)
    assert Venue.objects.get(pk=place).summary == f"Order from {first.pk}."
    (restored,) = [c for c in history_of(place) if c.is_restored]
    assert restored.after == f"Order from {first.pk}."
    taken_back(first, by=judge)
    assert Venue.objects.get(pk=place).summary == "Pots."


def test_a_place_that_somebody_else_owns_by_now_stays(judge):
    faker, honest = member("faker"), member("honest")
    accepted_before(faker, 3)
    place = draft_of(faker, name="Good after all")
    submit_venue(user=faker, venue_id=place.pk, at=AT)
    join(place.pk, honest, by=faker)
    transfer_ownership(venue_id=place.pk, user_id=honest.pk, by=faker, at=SOON)
    taken_back(faker, by=judge)
    assert PublishedVenue.objects.filter(pk=place.pk).exists()
    assert [row.user for row in Organizer.objects.filter(venue=place)] == [honest]


def test_what_a_deleted_account_did_stays_taken_back(judge):
    faker, other = member("faker"), member("other")
    for person in (faker, other):
        accepted_before(person, 3)
        row = draft_of(person, name=f"Deals of {person.pk}")
        submit_venue(user=person, venue_id=row.pk, at=AT)
        invite(venue_id=row.pk, email="ada@x.org", invited_by=person, at=SOON)
    action = taken_back(faker, other, by=judge)
    delete_account(user=faker, at=LATER)
    steps = TakeBackStep.objects.filter(account__user=None)
    assert {str(step.before) for step in steps} == {"{}"}
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    assert [v.name for v in PublishedVenue.objects.all()] == [f"Deals of {other.pk}"]
    assert Invitation.objects.get().invited_by == other


def test_accounts_are_protected_and_something_has_to_be_there(judge):
    second = moderator("second")
    for accounts in ([judge], [member(), second]):
        with pytest.raises(ProtectedAccount):
            taken_back(*accounts, by=judge)
    with pytest.raises(NothingToTakeBack):
        taken_back(member(), by=judge)
    assert taken_back(member("idle"), by=judge, closes=True)
    assert mail.outbox[-1].to == ["idle@example.org"]


def test_a_removed_tutorial_comes_back_unless_its_link_was_accepted_again(judge):
    faker = member("faker")
    rows = [tutorial(faker, name) for name in ("one", "two")]
    for row in rows:
        confirm_tutorial(tutorial=row)
    action = taken_back(faker, by=judge)
    assert not Tutorial.objects.confirmed().exists()
    confirm_tutorial(tutorial=tutorial(member(), "two"))
    undo_take_back(take_back_id=action.pk, by=judge, at=AFTERWARDS)
    assert Tutorial.objects.confirmed().count() == 2
    rows[1].refresh_from_db()
    assert rows[1].review == "refused"
