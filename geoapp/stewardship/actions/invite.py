"""Invite somebody by email to manage a venue."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.counters import Period, count_one
from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.mailing.status import undelivered_of_kind
from geoapp.stewardship.emails import INVITATION_KIND, queue_invitation
from geoapp.venues.actions.organizers import SAME_INVITATION, invite_organizer

# Invitation emails per user and day: enough for a club, too few for spam.
MAX_INVITATION_EMAILS = 20


class TooManyInvitationEmails(DomainError):
    """The user has reached the daily limit of invitation emails."""


@transaction.atomic
def invite(*, venue_id: UUID, email: str, invited_by: User, at: datetime) -> None:
    """Create an invitation and queue its email, unless the user is a manager already.

    The email is queued in the same transaction, so it is sent if and only if the
    invitation is stored. The same invitation within a minute is the same button pressed
    twice: it sends and counts nothing, unless the first did not arrive. Raises
    TooManyInvitationEmails and TooManyInvitations.
    """
    undelivered = undelivered_of_kind(INVITATION_KIND, [email.strip()])
    row = invite_organizer(
        venue_id=venue_id,
        email=email,
        invited_by=invited_by,
        at=at,
        is_repeated=undelivered.filter(created_at__gt=at - SAME_INVITATION).exists(),
    )
    is_new = row is not None and row.invited_at == at
    if row is None or not is_new:
        return
    next_at = count_one(
        "invitations",
        person_id=invited_by.pk,
        limit=MAX_INVITATION_EMAILS,
        period=Period.DAY,
        at=at,
    )
    if next_at is not None:
        raise TooManyInvitationEmails(
            f"You can send at most {MAX_INVITATION_EMAILS} invitations a day."
        )
    queue_invitation(row, at=at)
