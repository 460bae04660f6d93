"""Appeal against a decision on a report: each side once, within six months."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.models import Decision, Report, SupersededDecision
from geoapp.stewardship.report_models import Side

# Regulation (EU) 2022/2065, article 20: at least six months.
APPEAL_WITHIN = timedelta(days=183)
MAX_APPEAL_LENGTH = 1000


class CannotAppeal(DomainError):
    """There is no decision, it is too old, or this side has appealed already."""


class AppealMissing(DomainError):
    """The appeal says nothing."""


def can_appeal(row: Report, *, side: Side, at: datetime) -> bool:
    """Return whether this side can appeal against the decision. `at` is aware.

    Each side can do so once. A decision in their favour is none to appeal against.
    """
    return (
        row.decision in {Decision.ACCEPTED, Decision.REFUSED}
        and row.decided_at is not None
        and row.decided_at > at - APPEAL_WITHIN
        and (side == Side.REPORTER or row.decision == Decision.ACCEPTED)
        and not row.superseded_decisions.filter(appealed_by=side).exists()
    )


@transaction.atomic
def appeal(*, report_id: UUID, side: Side, words: str, at: datetime) -> Report:
    """Put the report back into the queue, with the decision so far beside it.

    What was restricted stays so until the appeal is decided. The caller has checked
    that the person is on this side. Raises CannotAppeal, AppealMissing, TextTooLong and
    Report.DoesNotExist.
    """
    words = paragraphs(words, longest=MAX_APPEAL_LENGTH)
    if not words:
        raise AppealMissing("Say why the decision should be different.")
    row = Report.objects.select_for_update(of=("self",)).get(pk=report_id)
    if not can_appeal(row, side=side, at=at) or row.decided_at is None:
        raise CannotAppeal("This decision cannot be appealed against any more.")
    if row.author_id is not None and _reported_again(row):
        raise CannotAppeal("This decision cannot be appealed against any more.")
    SupersededDecision.objects.create(
        report=row,
        decision=row.decision,
        outcome=row.outcome,
        ground=row.ground,
        law=row.law,
        reason=row.reason,
        reason_language=row.reason_language,
        decided_by_id=row.decided_by_id,
        decided_as=row.decided_as,
        decided_at=row.decided_at,
        appeal=words,
        appealed_by=side,
    )
    row.decision, row.outcome, row.ground, row.law = Decision.WAITING, "", "", ""
    row.reason, row.decided_by, row.decided_at = "", None, None
    row.decided_as = row.reason_language = ""
    row.appeal, row.appealed_by, row.appealed_at = words, side, at
    row.save()
    return row


def _reported_again(row: Report) -> bool:
    """Return whether the author's newer report of the same awaits review."""
    same = Report.objects.filter(
        author_id=row.author_id, kind=row.kind, item_id=row.item_id, topic=row.topic
    )
    return same.filter(decision=Decision.WAITING).exclude(pk=row.pk).exists()
