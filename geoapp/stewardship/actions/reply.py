"""Reply to a moderator's question; the submission then awaits review again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.actions.contribute import MAX_REPLY_LENGTH, submit_venue
from geoapp.stewardship.models import Contribution, Decision
from geoapp.venues.models import Venue


class NoOpenQuestion(DomainError):
    """The user has no open question with this id."""


class ReplyMissing(DomainError):
    """The reply is empty."""


@transaction.atomic
def answer_question(
    *, contribution_id: UUID, author: User, words: str, at: datetime
) -> Contribution:
    """Send the submission back to the top of the queue with its author's reply.

    Raises NothingAsked, AnswerMissing, TextTooLong and, for a new venue, Unplaced.
    """
    words = paragraphs(words, longest=MAX_REPLY_LENGTH)
    if not words:
        raise ReplyMissing("Enter your answer.")
    row = _open_question(contribution_id, author)
    if row.venue_id is not None and not row.is_change:
        return submit_venue(user=author, venue_id=row.venue_id, at=at, answer=words)
    if row.is_change:
        return Contribution.objects.create(
            author=author,
            venue_id=row.venue_id,
            changes=row.changes,
            base=row.base,
            made_at=at,
            answer=words,
        )
    row.decision, row.made_at, row.answer = Decision.WAITING, at, words
    row.save()
    return row


def _open_question(contribution_id: UUID, author: User) -> Contribution:
    """Return the submission in question, locked. Its venue is locked first."""
    mine = Contribution.objects.filter(pk=contribution_id, author=author)
    question = mine.first()
    if question is not None and question.venue_id is not None:
        Venue.objects.select_for_update().get(pk=question.venue_id)
    mine.select_for_update().first()
    row = mine.awaiting_answer().first()
    if row is None:
        raise NoOpenQuestion("There is no open question.")
    return row
