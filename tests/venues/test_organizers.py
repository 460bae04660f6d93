"""Who keeps a venue: asked by mail, accepted by the person who was asked."""

from datetime import timedelta
from uuid import uuid4

import pytest

from geoapp.venues.actions.organizers import (
    INVITATION_LIFETIME,
    SAME_INVITATION,
    NotInvited,
    accept_invitation,
    cancel_invitation,
    invite_organizer,
)
from geoapp.venues.actions.ownership import LastOrganizer, OwnerStays, remove_organizer
from geoapp.venues.roles import role_of
from geoapp.venues.rules import Role
from tests.people import draft_of, member, moderator
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(vocabulary):
    return member("manager")


def invited(place, manager, email="friend@example.org", at=AT):
    return invite_organizer(venue_id=place.pk, email=email, invited_by=manager, at=at)


def test_accepting_an_invitation_makes_a_manager(manager):
    place, friend = draft_of(manager), member("friend")
    assert role_of(friend, venue=place) == Role.MEMBER
    letter = invited(place, manager, email=" Friend@Example.org ")
    accept_invitation(invitation_id=letter.pk, user=friend, at=AT)
    assert role_of(friend, venue=place) == Role.ORGANIZER
    assert not place.invitations.exists()
    assert invited(place, manager) is None


def test_an_invitation_opens_the_venue_to_nobody_else(manager):
    letter = invited(draft_of(manager), manager)
    for pk, user, at in (
        (letter.pk, member("other"), AT),
        (uuid4(), member("friend"), AT),
        (letter.pk, member("friend2"), AT),
    ):
        with pytest.raises(NotInvited):
            accept_invitation(invitation_id=pk, user=user, at=at)


def test_an_invitation_grows_old_and_can_be_taken_back(manager):
    place, friend = draft_of(manager), member("friend")
    letter = invited(place, manager)
    late = AT + INVITATION_LIFETIME + timedelta(seconds=1)
    with pytest.raises(NotInvited):
        accept_invitation(invitation_id=letter.pk, user=friend, at=late)
    renewed = invited(place, manager, at=late)
    cancel_invitation(venue_id=place.pk, invitation_id=renewed.pk)
    with pytest.raises(NotInvited):
        accept_invitation(invitation_id=renewed.pk, user=friend, at=late)


def test_the_same_invitation_within_a_minute_is_the_same_button(manager):
    place = draft_of(manager)
    first = invited(place, manager)
    again = AT + SAME_INVITATION - timedelta(seconds=1)
    assert invited(place, manager, at=again) == first
    later = invited(place, manager, at=AT + SAME_INVITATION)
    assert later != first
    assert list(place.invitations.all()) == [later]


def test_the_last_organizer_stays(manager):
    place, friend = draft_of(manager), member("friend")
    with pytest.raises(LastOrganizer):
        remove_organizer(venue_id=place.pk, user_id=manager.pk, by=manager, at=AT)
    letter = invited(place, manager)
    accept_invitation(invitation_id=letter.pk, user=friend, at=AT)
    with pytest.raises(OwnerStays):
        remove_organizer(venue_id=place.pk, user_id=manager.pk, by=manager, at=AT)
    remove_organizer(venue_id=place.pk, user_id=friend.pk, by=friend, at=AT)
    assert role_of(friend, venue=place) == Role.MEMBER


def test_roles_take_the_strongest_word(manager):
    place = draft_of(manager)
    staff = member(is_staff=True, is_moderator=True)
    gone = member(is_active=False, is_staff=True)
    roles = [role_of(p, venue=place) for p in (manager, moderator(), staff, gone)]
    assert roles == [Role.OWNER, Role.MODERATOR, Role.STAFF, Role.VISITOR]
