"""Report anything public, or claim a venue."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.kinds import ContentKind, ReportedItem, content_kind
from geoapp.stewardship.models import Decision, Outcome, Report, ReportTopic
from geoapp.stewardship.report_emails import queue_confirmation, queue_withheld
from geoapp.stewardship.restrictions import apply_withholding
from geoapp.venues.models import Organizer, Publication, Venue

MAX_MESSAGE_LENGTH = 1000
# Enough for somebody who knows the places of a town, too few for spam.
MAX_PENDING_REPORTS = 10


class MessageMissing(DomainError):
    """The report has no text."""


class TooManyReports(DomainError):
    """The user has reached the limit of pending reports."""


class AlreadyManager(DomainError):
    """The user claims a venue that they manage already."""


class NotReportable(DomainError):
    """There is no such public item, or nothing of this topic to say about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """What a person reports. `email` is for an answer, without an account.

    `language` is that of the page, for the answer. `report_id` belongs to the form, so
    that sending it twice makes one report.
    """

    kind: str
    item_id: UUID
    topic: ReportTopic
    words: str = ""
    email: str = ""
    language: str = ""
    report_id: UUID = field(default_factory=uuid4)


@transaction.atomic
def report_item(*, draft: ReportDraft, author: User | None, at: datetime) -> Report:
    """Save a report, or replace the text of the author's pending one.

    Without an account, an email asks for the address to be confirmed. What may be
    somebody's home is hidden at once (`ContentKind.withhold`). `at` is aware. Raises
    NotReportable, MessageMissing, TextTooLong and TooManyReports.
    """
    kind, item = _item(draft)
    words = paragraphs(draft.words, longest=MAX_MESSAGE_LENGTH)
    if not words and draft.topic != ReportTopic.CLOSED:
        raise MessageMissing("Enter a message.")
    sent = Report.objects.filter(pk=draft.report_id).first()
    if sent is not None:
        return sent
    if author is not None:
        earlier = _pending(draft, author)
        if earlier is not None:
            return _reworded(earlier, words)
    row = _new(draft, item, author=author, words=words, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # The same form, sent twice at once.
        return Report.objects.get(pk=draft.report_id)
    _withhold(row, kind, item, at=at)
    if row.email:
        queue_confirmation(row, at=at)
    return row


@transaction.atomic
def claim_venue(*, user: User, venue_id: UUID, words: str, at: datetime) -> Report:
    """Save a claim, or replace the text of the user's pending one.

    Raises MessageMissing, TextTooLong, TooManyReports, AlreadyManager, and
    Venue.DoesNotExist for a venue that is not published.
    """
    words = paragraphs(words, longest=MAX_MESSAGE_LENGTH)
    if not words:
        raise MessageMissing("Enter a message.")
    venue = Venue.objects.filter(publication=Publication.PUBLISHED).get(pk=venue_id)
    draft = ReportDraft(kind="venue", item_id=venue_id, topic=ReportTopic.CLAIM)
    earlier = _pending(draft, user)
    if Organizer.objects.filter(user=user, venue=venue).exists():
        raise AlreadyManager("You already manage this venue.")
    if earlier is not None:
        return _reworded(earlier, words)
    return Report.objects.create(
        author=user,
        item_id=venue_id,
        title=venue.name,
        venue=venue,
        topic=ReportTopic.CLAIM,
        words=words,
        made_at=at,
    )


def _item(draft: ReportDraft) -> tuple[ContentKind, ReportedItem]:
    kind = content_kind(draft.kind)
    item = kind.find(draft.item_id) if kind is not None else None
    if kind is None or item is None or not item.is_public:
        raise NotReportable("There is no such public page.")
    if draft.topic not in kind.topics:
        raise NotReportable("This cannot be reported here.")
    return kind, item


def _pending(draft: ReportDraft, author: User) -> Report | None:
    """Return the author's pending report of the same, locked.

    Raises TooManyReports if there is none and too many others wait.
    """
    # Lock the user's row so that two requests at once cannot both pass the limit. No
    # key: resolving a report may reference the user meanwhile, which would deadlock.
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
    waiting = Report.objects.filter(author=author, decision=Decision.WAITING)
    # Lock it before checking anything: a decision in progress has to finish first.
    same = waiting.filter(kind=draft.kind, item_id=draft.item_id, topic=draft.topic)
    earlier = same.select_for_update().first()
    if earlier is None and waiting.count() >= MAX_PENDING_REPORTS:
        raise TooManyReports(
            f"{MAX_PENDING_REPORTS} of your reports are awaiting review."
        )
    return earlier


def _reworded(row: Report, words: str) -> Report:
    row.words = words
    row.save(update_fields=["words"])
    return row


def _new(
    draft: ReportDraft,
    item: ReportedItem,
    *,
    author: User | None,
    words: str,
    at: datetime,
) -> Report:
    return Report(
        id=draft.report_id,
        author=author,
        email="" if author is not None else draft.email.strip(),
        language=draft.language,
        kind=draft.kind,
        item_id=draft.item_id,
        title=item.title[:300],
        venue_id=item.venue_id,
        topic=draft.topic,
        words=words,
        made_at=at,
    )


def _withhold(
    row: Report, kind: ContentKind, item: ReportedItem, *, at: datetime
) -> None:
    """Hide what may be a home, unless a moderator has found that it is not one.

    Those responsible are told, if it was not hidden before.
    """
    if row.topic != ReportTopic.PERSONAL:
        return
    earlier = Report.objects.filter(
        kind=row.kind, item_id=row.item_id, topic=ReportTopic.PERSONAL
    )
    if earlier.filter(outcome=Outcome.UNCHANGED).exists():
        return
    is_new = not earlier.filter(hides=True).exists()
    row.hides = True
    row.save(update_fields=["hides"])
    apply_withholding(kind, row.item_id)
    if is_new and item.venue_id is not None:
        others = [person for person in item.responsible if person != row.author]
        queue_withheld(row, others, is_lifted=False, at=at)
