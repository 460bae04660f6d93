"""Who owns a venue, who may remove whom, and what can be undone."""

from datetime import timedelta

import pytest
from django.core import mail

from geoapp.accounts.personal_data import delete_account
from geoapp.venues.actions.organizers import (
    accept_invitation,
    appoint_organizer,
    invite_organizer,
)
from geoapp.venues.actions.ownership import (
    UNDO_PERIOD,
    NoManager,
    NothingToUndo,
    NotOwner,
    OwnerStays,
    remove_organizer,
    restore_organizer,
    transfer_ownership,
)
from geoapp.venues.models import ManagerEvent, Venue
from tests.people import draft_of, member, moderator, named
from tests.world import AT, venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(vocabulary):
    return named(member("owner"), "Aino")


@pytest.fixture
def place(owner):
    return draft_of(owner)


@pytest.fixture
def helper(place, owner):
    person = named(member("helper"), "Petri")
    invitation = invite_organizer(
        venue_id=place.pk, email=person.email, invited_by=owner, at=AT
    )
    accept_invitation(invitation_id=invitation.pk, user=person, at=AT)
    mail.outbox.clear()
    return person


def owners(place) -> list[str]:
    rows = place.organizers.filter(is_owner=True)
    return list(rows.values_list("user__email", flat=True))


def told() -> dict[str, str]:
    """Return the first sentence of each email by its recipient."""
    return {m.to[0].partition("@")[0]: m.body.split("\n")[2] for m in mail.outbox}


def test_a_helper_removes_nobody_and_takes_nothing_over(place, owner, helper):
    third = named(member("third"), "Ida")
    appoint_organizer(venue_id=place.pk, user=third, by=owner, at=AT)
    for user in (owner, third):
        with pytest.raises(NotOwner):
            remove_organizer(venue_id=place.pk, user_id=user.pk, by=helper, at=AT)
    with pytest.raises(NotOwner):
        transfer_ownership(venue_id=place.pk, user_id=helper.pk, by=helper, at=AT)
    with pytest.raises(OwnerStays):
        remove_organizer(venue_id=place.pk, user_id=owner.pk, by=moderator(), at=AT)
    assert owners(place) == ["owner@example.org"]
    assert place.organizers.count() == 3


def test_a_removal_is_told_and_can_be_undone_for_a_week(place, owner, helper):
    remove_organizer(venue_id=place.pk, user_id=helper.pk, by=owner, at=AT)
    assert "You are no longer a manager" in told()["helper"]
    assert "choose “I run this place” on its page" in told()["helper"]
    assert "Aino removed you." in told()["helper"]
    assert "Petri is no longer a manager" not in told()["helper"]
    assert "no longer a manager" in told()["owner"]
    removal = place.manager_changes.get(event=ManagerEvent.REMOVED)
    late = AT + UNDO_PERIOD
    undo = {"venue_id": place.pk, "change_id": removal.pk}
    with pytest.raises(NothingToUndo):
        restore_organizer(**undo, by=owner, at=late)
    with pytest.raises(NotOwner):
        restore_organizer(**undo, by=helper, at=AT)
    mail.outbox.clear()
    restore_organizer(**undo, by=owner, at=late - timedelta(seconds=1))
    assert place.organizers.get(user=helper).since == AT
    assert "You are a manager" in told()["helper"]
    with pytest.raises(NothingToUndo):
        restore_organizer(**undo, by=owner, at=AT)


def test_another_manager_becomes_the_owner(place, owner, helper):
    with pytest.raises(NoManager):
        transfer_ownership(
            venue_id=place.pk, user_id=member("other").pk, by=owner, at=AT
        )
    transfer_ownership(venue_id=place.pk, user_id=helper.pk, by=owner, at=AT)
    assert owners(place) == ["helper@example.org"]
    assert "You are now the owner" in told()["helper"]
    assert "Petri is now the owner" in told()["owner"]
    with pytest.raises(NotOwner):
        transfer_ownership(venue_id=place.pk, user_id=owner.pk, by=owner, at=AT)
    transfer_ownership(venue_id=place.pk, user_id=owner.pk, by=moderator(), at=AT)
    assert owners(place) == ["owner@example.org"]
    assert "A moderator chose you." in told()["owner"]


def test_a_claimant_owns_a_place_only_if_nobody_manages_it(place, owner):
    listed = Venue.objects.get(pk=venue("Listed", external_id="a"))
    claimant, judge = member("claimant"), moderator()
    appoint_organizer(venue_id=listed.pk, user=claimant, by=judge, at=AT)
    appoint_organizer(venue_id=place.pk, user=claimant, by=judge, at=AT)
    assert owners(listed) == ["claimant@example.org"]
    assert owners(place) == ["owner@example.org"]


def test_the_longest_standing_manager_follows_an_owner_who_deletes_the_account(
    place, owner, helper
):
    appoint_organizer(venue_id=place.pk, user=member("later"), by=owner, at=AT)
    mail.outbox.clear()
    delete_account(user=owner, at=AT)
    assert owners(place) == ["helper@example.org"]
    assert "because the owner has deleted" in told()["helper"]
