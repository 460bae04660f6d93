"""Say yes or no to what somebody wrote about a venue; they read it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.actions.decide import (
    LONGEST_REASON,
    OwnContribution,
    ReasonMissing,
)
from geoapp.stewardship.models import Decision, Report, Topic
from geoapp.stewardship.tasks import tell_report
from geoapp.venues.actions.organizers import appoint_organizer


class ReportSettled(DomainError):
    """Somebody else was faster."""


class ReportChanged(DomainError):
    """Its author said it in newer words, which the moderator has not seen."""


@transaction.atomic
def take_report(
    *, report_id: UUID, by: User, reason: str, at: datetime, seen: str
) -> Report:
    """Let who claims a venue keep it, or say that a mistake was put right.

    `seen` is the report's `state` as `by` read it. Raises ReportSettled,
    ReportChanged, TextTooLong, OwnContribution and, of a claim, MergedVenue.
    """
    row = _open(report_id, by, seen=seen)
    if row.topic == Topic.CLAIM:
        appoint_organizer(venue_id=row.venue_id, user=row.author, at=at)
    return _settled(row, Decision.ACCEPTED, by=by, reason=reason, at=at)


@transaction.atomic
def refuse_report(
    *, report_id: UUID, by: User, reason: str, at: datetime, seen: str
) -> Report:
    """Leave the venue as it is; `seen` is the report's `state` as `by` read it.

    Raises ReportSettled, ReportChanged, OwnContribution, ReasonMissing
    and TextTooLong.
    """
    row = _open(report_id, by, seen=seen)
    if not reason.strip():
        raise ReasonMissing("Say why: the person who wrote it reads this.")
    return _settled(row, Decision.REFUSED, by=by, reason=reason, at=at)


def _open(report_id: UUID, by: User, *, seen: str) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    row = rows.select_related("author", "venue").get(pk=report_id)
    if row.decision != Decision.WAITING:
        raise ReportSettled("Somebody has decided this meanwhile.")
    if row.author_id == by.pk:
        raise OwnContribution("Somebody else has to look at what you wrote.")
    if row.state != seen:
        raise ReportChanged("Its author wrote something else meanwhile.")
    return row


def _settled(
    row: Report, decision: Decision, *, by: User, reason: str, at: datetime
) -> Report:
    row.decision, row.decided_by, row.decided_at = decision, by, at
    row.reason = paragraphs(reason, longest=LONGEST_REASON)
    row.save()
    tell_report.defer(report_id=str(row.pk))
    return row
