"""Ask somebody by mail to keep a venue too."""

from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.stewardship.tasks import tell_invitation
from geoapp.venues.actions.organizers import invite_organizer

# A person's letters of a day: enough for a club, too few for a nuisance.
MOST_LETTERS = 20


class TooManyInvitationEmails(DomainError):
    """A person has sent as many invitations today as anybody may."""


@transaction.atomic
def invite(*, venue_id: UUID, email: str, invited_by: User, at: datetime) -> None:
    """Keep an invitation and send its letter; nothing for who keeps the venue already.

    The letter is a job in the same transaction: it goes out exactly if the invitation
    is kept. Raises TooManyInvitationEmails and TooManyInvitations.
    """
    day = f"letters:{invited_by.pk}:{at:%Y-%m-%d}"
    cache.add(day, 0, timeout=86_400)
    if cache.incr(day) > MOST_LETTERS:
        raise TooManyInvitationEmails(f"At most {MOST_LETTERS} emails a day.")
    row = invite_organizer(venue_id=venue_id, email=email, invited_by=invited_by, at=at)
    if row is not None:
        tell_invitation.defer(invitation_id=str(row.pk))
