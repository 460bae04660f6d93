"""Accept or decline a report; its author is notified by email."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.actions.decide import (
    MAX_REASON_LENGTH,
    OwnContribution,
    ReasonMissing,
)
from geoapp.stewardship.emails import queue_report
from geoapp.stewardship.models import Decision, Report, ReportTopic
from geoapp.venues.actions.organizers import appoint_organizer


class ReportAlreadyResolved(DomainError):
    """Another moderator has resolved the report already."""


class ReportChanged(DomainError):
    """The author has changed the text since the moderator read it."""


@transaction.atomic
def accept_report(
    *, report_id: UUID, by: User, reason: str, at: datetime, seen: str
) -> Report:
    """Make the claimant a manager, or confirm that the mistake was corrected.

    `seen` is the report's `state` when the moderator read it. Raises ReportSettled,
    ReportChanged, TextTooLong, OwnContribution and, for a claim, MergedVenue.
    """
    row = _open(report_id, by, seen=seen)
    if row.topic == ReportTopic.CLAIM:
        appoint_organizer(venue_id=row.venue_id, user=row.author, by=by, at=at)
    return _resolved(row, Decision.ACCEPTED, by=by, reason=reason, at=at)


@transaction.atomic
def decline_report(
    *, report_id: UUID, by: User, reason: str, at: datetime, seen: str
) -> Report:
    """Decline a report and leave the venue as it is.

    `seen` is the report's `state` when the moderator read it. Raises ReportSettled,
    ReportChanged, OwnContribution, ReasonMissing and TextTooLong.
    """
    row = _open(report_id, by, seen=seen)
    if not reason.strip():
        raise ReasonMissing("Enter a reason. The author will read it.")
    return _resolved(row, Decision.REFUSED, by=by, reason=reason, at=at)


def _open(report_id: UUID, by: User, *, seen: str) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    row = rows.select_related("author", "venue").get(pk=report_id)
    if row.decision != Decision.WAITING:
        raise ReportAlreadyResolved("Another moderator has already decided this.")
    if row.author_id == by.pk:
        raise OwnContribution("Another moderator has to review your own report.")
    if row.state != seen:
        raise ReportChanged("The author has changed the report in the meantime.")
    return row


def _resolved(
    row: Report, decision: Decision, *, by: User, reason: str, at: datetime
) -> Report:
    row.decision, row.decided_by, row.decided_at = decision, by, at
    row.reason = paragraphs(reason, longest=MAX_REASON_LENGTH)
    row.save()
    queue_report(row, to=row.author.email, at=at)
    return row
