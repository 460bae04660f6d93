"""Managers of a venue: invite, accept and appoint them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.venues.actions.change_publication import MergedVenue
from geoapp.venues.models import (
    ChangeEmails,
    Invitation,
    ManagerChange,
    ManagerEvent,
    ManagerProfile,
    Organizer,
    Publication,
    Venue,
)
from geoapp.venues.signals import send_managers_changed

# An old, forgotten email must not grant access years later.
INVITATION_LIFETIME = timedelta(days=14)
# A button that was pressed twice.
SAME_INVITATION = timedelta(minutes=1)
MAX_INVITATIONS = 20


class NotInvited(DomainError):
    """There is no invitation for this user, or it has expired."""


class TooManyInvitations(DomainError):
    """The venue has reached the limit of open invitations."""


@transaction.atomic
def invite_organizer(
    *,
    venue_id: UUID,
    email: str,
    invited_by: User,
    at: datetime,
    is_repeated: bool = False,
) -> Invitation | None:
    """Create an invitation; return None if the user manages the venue already.

    A second invitation replaces the first, after SAME_INVITATION or if it is repeated
    on purpose; else the first is returned. `at` is aware. Raises TooManyInvitations and
    Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    address = email.strip().lower()
    if venue.organizers.filter(user__email__iexact=address).exists():
        return None
    recent = venue.invitations.filter(
        email=address, invited_by=invited_by, invited_at__gt=at - SAME_INVITATION
    )
    if not is_repeated and (first := recent.first()):
        return first
    other_invitations = venue.invitations.exclude(email=address)
    if (
        other_invitations.filter(invited_at__gt=at - INVITATION_LIFETIME).count()
        >= MAX_INVITATIONS
    ):
        raise TooManyInvitations(
            f"{MAX_INVITATIONS} invitations are open. Cancel one first."
        )
    venue.invitations.filter(email=address).delete()
    return Invitation.objects.create(
        venue=venue, email=address, invited_by=invited_by, invited_at=at
    )


@transaction.atomic
def accept_invitation(*, invitation_id: UUID, user: User, at: datetime) -> Venue:
    """Make the invited user a manager; do nothing if they are one already.

    The user's own (verified) email address must be the invited one. Raises NotInvited.
    """
    invitation = Invitation.objects.filter(pk=invitation_id).first()
    if invitation is None or invitation.email != user.email.lower():
        raise NotInvited("There is no invitation for your email address.")
    # The venue first, as everything that changes its managers does.
    venue = Venue.objects.select_for_update().get(pk=invitation.venue_id)
    rows = Invitation.objects.select_for_update(of=("self",))
    invitation = rows.select_related("invited_by").filter(pk=invitation_id).first()
    if invitation is None or invitation.invited_at + INVITATION_LIFETIME < at:
        raise NotInvited("This invitation has expired. Ask for a new one.")
    invited_by = invitation.invited_by
    invitation.delete()
    add_organizer(venue=venue, user=user, by=invited_by, at=at)
    return venue


@transaction.atomic
def appoint_organizer(*, venue_id: UUID, user: User, by: User, at: datetime) -> None:
    """Make a user a manager on a moderator's decision; idempotent.

    Raises MergedVenue and Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.publication == Publication.MERGED:
        raise MergedVenue("This venue was merged into another. Edit that one.")
    add_organizer(venue=venue, user=user, by=by, at=at)


def add_organizer(*, venue: Venue, user: User, by: User, at: datetime) -> None:
    """Make a user a manager, and the owner if there is no manager yet; idempotent.

    The caller has locked the venue.
    """
    if venue.organizers.filter(user=user).exists():
        return
    is_first = not venue.organizers.exists()
    Organizer.objects.create(venue=venue, user=user, since=at, is_owner=is_first)
    record_change(ManagerEvent.JOINED, venue=venue, user=user, by=by, at=at)


def record_change(
    event: ManagerEvent,
    *,
    venue: Venue,
    user: User,
    by: User | None,
    at: datetime,
    since: datetime | None = None,
) -> ManagerChange:
    """Store a change of the venue's managers, and tell the receivers of the signal."""
    change = ManagerChange.objects.create(
        venue=venue, event=event, user=user, by=by, at=at, since=since
    )
    send_managers_changed(change)
    return change


@transaction.atomic
def cancel_invitation(*, venue_id: UUID, invitation_id: UUID) -> None:
    """Cancel an invitation that has not been accepted."""
    Invitation.objects.filter(pk=invitation_id, venue_id=venue_id).delete()


def set_manager_profile(*, user: User, name: str, shows_email: bool) -> None:
    """Save how other managers see the user: a name, and whether with the address."""
    ManagerProfile.objects.update_or_create(
        user=user, defaults={"name": name, "shows_email": shows_email}
    )


@transaction.atomic
def choose_change_emails(*, user: User, choice: ChangeEmails, at: datetime) -> None:
    """Save when the user is told of changes by others, from now on. `at` is aware."""
    ManagerProfile.objects.update_or_create(
        user=user, defaults={"change_emails": choice}
    )
    Organizer.objects.filter(user=user).update(told_until=at)
