"""Appeal against a decision on a report, once, within six months."""

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
    """There is no decision, it is too old, or there has been an appeal."""


class AppealMissing(DomainError):
    """The appeal says nothing."""


def can_appeal(row: Report, *, at: datetime) -> bool:
    """Return whether somebody can still appeal against the decision. `at` is aware."""
    return (
        row.decision in {Decision.ACCEPTED, Decision.REFUSED}
        and row.appealed_at is None
        and row.decided_at is not None
        and row.decided_at > at - APPEAL_WITHIN
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
    if not can_appeal(row, at=at) or row.decided_at is None:
        raise CannotAppeal("This decision cannot be appealed against any more.")
    SupersededDecision.objects.create(
        report=row,
        decision=row.decision,
        outcome=row.outcome,
        ground=row.ground,
        law=row.law,
        reason=row.reason,
        decided_by_id=row.decided_by_id,
        decided_at=row.decided_at,
    )
    row.decision, row.outcome, row.ground, row.law = Decision.WAITING, "", "", ""
    row.reason, row.decided_by, row.decided_at = "", None, None
    row.appeal, row.appealed_by, row.appealed_at = words, side, at
    row.save()
    return row
