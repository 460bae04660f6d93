"""Say yes, no, or ask; the person who added it reads why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.models import Contribution, Decision
from geoapp.stewardship.rules import PHOTOS
from geoapp.stewardship.tasks import tell_decision
from geoapp.tutorials.actions import confirm_tutorial, refuse_tutorial
from geoapp.venues.actions.change_publication import (
    publish_venue,
    refuse_venue,
    return_venue,
)
from geoapp.venues.actions.change_venue import change_venue
from geoapp.venues.actions.photos import accept_photos
from geoapp.venues.models import Publication, Venue

LONGEST_REASON = 1000


class AlreadyDecided(DomainError):
    """Somebody else was faster; `contribution` says what they decided."""

    def __init__(self, contribution: Contribution) -> None:
        super().__init__("Somebody has decided this meanwhile.")
        self.contribution = contribution


class ReasonMissing(DomainError):
    """Who refuses or asks has to say why: a person reads it."""


class OwnContribution(DomainError):
    """Nobody decides about what they added themselves."""


@transaction.atomic
def accept(*, contribution_id: UUID, by: User, at: datetime) -> Contribution:
    """Show what was added, or let what was changed stand.

    Raises AlreadyDecided, OwnContribution, AlreadyThere (a tutorial's address) and
    EditConflict, where somebody changed the same field meanwhile.
    """
    row = _open(contribution_id, by)
    if _is_over(row):
        return _decided(row, Decision.TAKEN_BACK, by=by, at=at)
    if row.tutorial is not None:
        confirm_tutorial(tutorial=row.tutorial)
    elif row.venue is not None and row.is_change:
        _let_stand(row, row.venue, at=at)
    elif row.venue is not None:
        accept_photos(venue_id=row.venue.pk)
        publish_venue(venue_id=row.venue.pk)
    return _decided(row, Decision.ACCEPTED, by=by, at=at)


@transaction.atomic
def refuse(
    *, contribution_id: UUID, by: User, reason: str, at: datetime
) -> Contribution:
    """Do not show what was added. Raises AlreadyDecided, ReasonMissing, TextTooLong."""
    row = _open(contribution_id, by, reason=reason)
    if _is_over(row):
        return _decided(row, Decision.TAKEN_BACK, by=by, at=at)
    if row.tutorial is not None:
        refuse_tutorial(tutorial=row.tutorial)
    elif row.venue is not None and not row.is_change:
        refuse_venue(venue_id=row.venue.pk)
    return _decided(row, Decision.REFUSED, by=by, at=at, reason=reason)


@transaction.atomic
def ask(*, contribution_id: UUID, by: User, reason: str, at: datetime) -> Contribution:
    """Give it back with a question; a venue can be handed in again, changed or not.

    A tutorial stays with its adder alone. Raises AlreadyDecided,
    ReasonMissing and TextTooLong.
    """
    row = _open(contribution_id, by, reason=reason)
    if _is_over(row):
        return _decided(row, Decision.TAKEN_BACK, by=by, at=at)
    if row.venue is not None and not row.is_change:
        return_venue(venue_id=row.venue.pk)
    return _decided(row, Decision.ASKED, by=by, at=at, reason=reason)


@transaction.atomic
def take_back(*, contribution_id: UUID, author: User, at: datetime) -> Contribution:
    """End one's own waiting contribution. Raises AlreadyDecided."""
    row = _open(contribution_id, None)
    if row.author_id != author.pk:
        raise Contribution.DoesNotExist("This is not yours to take back.")
    if row.venue is not None and row.venue.publication == Publication.PENDING:
        return_venue(venue_id=row.venue.pk)
    return _decided(row, Decision.TAKEN_BACK, by=author, at=at)


def _let_stand(row: Contribution, venue: Venue, *, at: datetime) -> None:
    """Make the held changes; photos that are gone meanwhile are left out."""
    photos = row.changes.get(PHOTOS, ())
    accept_photos(venue_id=venue.pk, photo_ids=[UUID(pk) for pk in photos])
    fields = {f: v for f, v in row.changes.items() if f != PHOTOS}
    if fields:
        change_venue(
            venue_id=venue.pk,
            changes=fields,
            base=row.base,
            author=row.author,
            at=at,
        )


def _open(
    contribution_id: UUID, by: User | None, *, reason: str | None = None
) -> Contribution:
    # The venue first, as every change of it does, so that nobody waits in a circle.
    contribution = Contribution.objects.get(pk=contribution_id)
    if contribution.venue_id is not None:
        Venue.objects.select_for_update().get(pk=contribution.venue_id)
    rows = Contribution.objects.select_for_update(of=("self",))
    row = rows.select_related("venue", "tutorial", "author").get(pk=contribution_id)
    if row.decision != Decision.WAITING:
        raise AlreadyDecided(row)
    if by is not None and row.author_id == by.pk:
        raise OwnContribution("Somebody else has to look at what you added.")
    if reason is not None and not reason.strip():
        raise ReasonMissing("Say why: the person who added it reads this.")
    return row


def _is_over(row: Contribution) -> bool:
    """Whether the venue went another way while this waited: nothing is to be shown."""
    if row.venue is None:
        return False
    if row.is_change:
        return row.venue.publication == Publication.MERGED
    return row.venue.publication != Publication.PENDING


def _decided(
    row: Contribution, decision: Decision, *, by: User, at: datetime, reason: str = ""
) -> Contribution:
    row.decision, row.decided_by, row.decided_at = decision, by, at
    row.reason = paragraphs(reason, longest=LONGEST_REASON)
    row.save()
    if row.author is not None and decision != Decision.TAKEN_BACK:
        tell_decision.defer(contribution_id=str(row.pk))
    return row
