"""Accept or decline a submission, or ask its contributor a question."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.emails import queue_decision
from geoapp.stewardship.models import Contribution, Decision
from geoapp.stewardship.rules import PHOTOS
from geoapp.tutorials.actions import confirm_tutorial, decline_tutorial
from geoapp.venues.actions.change_publication import (
    decline_venue,
    publish_venue,
    return_venue,
)
from geoapp.venues.actions.change_venue import change_venue
from geoapp.venues.actions.photos import accept_photos
from geoapp.venues.models import Photo, Publication, Venue

MAX_REASON_LENGTH = 1000


class AlreadyDecided(DomainError):
    """Another moderator has decided already; `contribution` holds their decision."""

    def __init__(self, contribution: Contribution) -> None:
        super().__init__("Another moderator has already decided this.")
        self.contribution = contribution


class ReasonMissing(DomainError):
    """No reason was given with a decline or a question."""


class OwnContribution(DomainError):
    """A moderator tried to decide on their own submission."""


class PhotosNotReady(DomainError):
    """Photos of the submission are still being prepared, so nobody has seen them."""


@transaction.atomic
def accept(*, contribution_id: UUID, by: User, at: datetime) -> Contribution:
    """Publish the submission, or apply the held changes.

    Raises AlreadyDecided, OwnContribution, PhotosNotReady, AlreadyThere (the URL of a
    tutorial) and EditConflict if the same field has been changed in the meantime.
    """
    row = _open(contribution_id, by, after_question=True)
    if _is_obsolete(row):
        return _decided(row, Decision.TAKEN_BACK, by=by, at=at)
    _check_photos(row)
    if row.tutorial is not None:
        confirm_tutorial(tutorial=row.tutorial)
    elif row.venue is not None and row.is_change:
        _apply_changes(row, row.venue, at=at)
    elif row.venue is not None:
        accept_photos(venue_id=row.venue.pk, at=at)
        publish_venue(venue_id=row.venue.pk)
    return _decided(row, Decision.ACCEPTED, by=by, at=at)


@transaction.atomic
def decline(
    *, contribution_id: UUID, by: User, reason: str, at: datetime
) -> Contribution:
    """Decline the submission. Raises AlreadyDecided, ReasonMissing and TextTooLong.

    A moderator may also accept or decline while a question awaits its answer.
    """
    row = _open(contribution_id, by, reason=reason, after_question=True)
    if _is_obsolete(row):
        return _decided(row, Decision.TAKEN_BACK, by=by, at=at)
    if row.tutorial is not None:
        decline_tutorial(tutorial=row.tutorial)
    elif row.venue is not None and not row.is_change:
        decline_venue(venue_id=row.venue.pk)
    return _decided(row, Decision.REFUSED, by=by, at=at, reason=reason)


@transaction.atomic
def ask(*, contribution_id: UUID, by: User, reason: str, at: datetime) -> Contribution:
    """Return the submission with a question; its author can submit it again.

    A new venue becomes a draft again; a tutorial stays visible only to its contributor.
    Raises AlreadyDecided, OwnContribution, ReasonMissing and TextTooLong.
    """
    row = _open(contribution_id, by, reason=reason)
    if _is_obsolete(row):
        return _decided(row, Decision.TAKEN_BACK, by=by, at=at)
    if row.venue is not None and not row.is_change:
        return_venue(venue_id=row.venue.pk)
    return _decided(row, Decision.ASKED, by=by, at=at, reason=reason)


@transaction.atomic
def withdraw_submission(
    *, contribution_id: UUID, author: User, at: datetime
) -> Contribution:
    """Withdraw the user's own pending submission. Raises AlreadyDecided."""
    row = _open(contribution_id, None)
    if row.author_id != author.pk:
        raise Contribution.DoesNotExist("You cannot withdraw this submission.")
    if row.venue is not None and row.venue.publication == Publication.PENDING:
        return_venue(venue_id=row.venue.pk)
    return _decided(row, Decision.TAKEN_BACK, by=author, at=at)


def _check_photos(row: Contribution) -> None:
    photos = Photo.objects.filter(
        venue=row.venue, accepted=False, widths=[], problem=""
    )
    if row.is_change:
        photos = photos.filter(pk__in=row.changes.get(PHOTOS, ()))
    if row.venue is not None and photos.exists():
        raise PhotosNotReady("Photos are being prepared. Try again in a minute.")


def _apply_changes(row: Contribution, venue: Venue, *, at: datetime) -> None:
    """Apply the held changes; photos deleted in the meantime are left out."""
    photos = row.changes.get(PHOTOS, ())
    ids = [UUID(pk) for pk in photos]
    accept_photos(venue_id=venue.pk, photo_ids=ids, at=at)
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
    contribution_id: UUID,
    by: User | None,
    *,
    reason: str | None = None,
    after_question: bool = False,
) -> Contribution:
    # Lock the venue first, as every change of it does, to avoid deadlocks.
    contribution = Contribution.objects.get(pk=contribution_id)
    if contribution.venue_id is not None:
        Venue.objects.select_for_update().get(pk=contribution.venue_id)
    rows = Contribution.objects.select_for_update(of=("self",))
    row = rows.select_related("venue", "tutorial", "author").get(pk=contribution_id)
    is_asked = after_question and is_question_open(row)
    if row.decision != Decision.WAITING and not is_asked:
        raise AlreadyDecided(row)
    if by is not None and row.author_id == by.pk:
        raise OwnContribution("Another moderator has to review your own submission.")
    if reason is not None and not reason.strip():
        raise ReasonMissing("Enter a reason. The contributor will read it.")
    return row


def is_question_open(row: Contribution) -> bool:
    """Return whether a question about the submission still awaits its answer."""
    return Contribution.objects.filter(pk=row.pk).awaiting_answer().exists()


def _is_obsolete(row: Contribution) -> bool:
    """Return whether the venue's state has made this pending submission obsolete."""
    if row.venue is None:
        return False
    if row.is_change:
        return row.venue.publication == Publication.MERGED
    if row.decision == Decision.ASKED:
        # Returned to its managers with the question, and not submitted again since.
        return row.venue.publication not in (Publication.DRAFT, Publication.WITHDRAWN)
    return row.venue.publication != Publication.PENDING


def _decided(
    row: Contribution, decision: Decision, *, by: User, at: datetime, reason: str = ""
) -> Contribution:
    row.decision, row.decided_by, row.decided_at = decision, by, at
    row.reason = paragraphs(reason, longest=MAX_REASON_LENGTH)
    row.save()
    if row.author is not None and decision != Decision.TAKEN_BACK:
        queue_decision(row, to=row.author, at=at)
    return row
