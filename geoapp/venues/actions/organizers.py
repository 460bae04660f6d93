"""Managers of a venue: invite, accept, appoint and remove them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.venues.actions.change_publication import MergedVenue
from geoapp.venues.models import Invitation, Organizer, Publication, Venue

# An old, forgotten email must not grant access years later.
INVITATION_LIFETIME = timedelta(days=14)
MAX_INVITATIONS = 20


class NotInvited(DomainError):
    """There is no invitation for this user, or it has expired."""


class TooManyInvitations(DomainError):
    """The venue has reached the limit of open invitations."""


class LastOrganizer(DomainError):
    """A venue needs at least one manager."""


@transaction.atomic
def invite_organizer(
    *, venue_id: UUID, email: str, invited_by: User, at: datetime
) -> Invitation | None:
    """Create an invitation; return None if the user manages the venue already.

    A second invitation replaces the first. `at` is aware. Raises TooManyInvitations and
    Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    address = email.strip().lower()
    if venue.organizers.filter(user__email__iexact=address).exists():
        return None
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
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("venue")
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None or invitation.email != user.email.lower():
        raise NotInvited("There is no invitation for your email address.")
    if invitation.invited_at + INVITATION_LIFETIME < at:
        raise NotInvited("This invitation has expired. Ask for a new one.")
    Organizer.objects.get_or_create(
        venue=invitation.venue, user=user, defaults={"since": at}
    )
    invitation.delete()
    return invitation.venue


@transaction.atomic
def appoint_organizer(*, venue_id: UUID, user: User, at: datetime) -> None:
    """Make a user a manager on a moderator's decision; idempotent.

    Raises MergedVenue and Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.publication == Publication.MERGED:
        raise MergedVenue("This venue was merged into another. Edit that one.")
    Organizer.objects.get_or_create(venue=venue, user=user, defaults={"since": at})


@transaction.atomic
def cancel_invitation(*, venue_id: UUID, invitation_id: UUID) -> None:
    """Cancel an invitation that has not been accepted."""
    Invitation.objects.filter(pk=invitation_id, venue_id=venue_id).delete()


@transaction.atomic
def remove_organizer(*, venue_id: UUID, user_id: int) -> None:
    """Remove a manager from a venue. Raises LastOrganizer."""
    Venue.objects.select_for_update().get(pk=venue_id)
    organizers = Organizer.objects.filter(venue_id=venue_id)
    if not organizers.exclude(user_id=user_id).exists():
        raise LastOrganizer("A venue needs a manager. Invite another one first.")
    organizers.filter(user_id=user_id).delete()
    # A removed manager must not return through an invitation of their own.
    Invitation.objects.filter(venue_id=venue_id, invited_by_id=user_id).delete()
