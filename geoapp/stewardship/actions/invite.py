"""Invite somebody by email to manage a venue."""

from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.stewardship.emails import queue_invitation
from geoapp.venues.actions.organizers import invite_organizer

# Invitation emails per user and day: enough for a club, too few for spam.
MAX_INVITATION_EMAILS = 20


class TooManyInvitationEmails(DomainError):
    """The user has reached the daily limit of invitation emails."""


@transaction.atomic
def invite(*, venue_id: UUID, email: str, invited_by: User, at: datetime) -> None:
    """Create an invitation and queue its email, unless the user is a manager already.

    The email is queued in the same transaction, so it is sent if and only if the
    invitation is stored. Raises TooManyInvitationEmails and TooManyInvitations.
    """
    day = f"letters:{invited_by.pk}:{at:%Y-%m-%d}"
    cache.add(day, 0, timeout=86_400)
    if cache.incr(day) > MAX_INVITATION_EMAILS:
        raise TooManyInvitationEmails(
            f"You can send at most {MAX_INVITATION_EMAILS} invitations a day."
        )
    row = invite_organizer(venue_id=venue_id, email=email, invited_by=invited_by, at=at)
    if row is not None:
        queue_invitation(row, to=row.email, at=at)
