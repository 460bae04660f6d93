"""Jobs of before the outbox: those still queued put their email into it."""

from django.utils import timezone
from procrastinate.contrib.django import app

from geoapp.stewardship.emails import queue_decision, queue_invitation, queue_report
from geoapp.stewardship.models import Contribution, Report
from geoapp.venues.models import Invitation


@app.task(name="stewardship.tell_decision")
def send_decision_email(contribution_id: str) -> None:
    """Email a decision to the contributor, unless the account is gone."""
    rows = Contribution.objects.select_related("author")
    row = rows.filter(pk=contribution_id).first()
    if row is not None and row.author is not None:
        queue_decision(row, to=row.author.email, at=timezone.now())


@app.task(name="stewardship.send_invitation")
def send_invitation_email(invitation_id: str) -> None:
    """Email an invitation to manage a venue, unless it has been cancelled."""
    row = Invitation.objects.filter(pk=invitation_id).first()
    if row is not None:
        queue_invitation(row, to=row.email, at=timezone.now())


@app.task(name="stewardship.tell_report")
def send_report_email(report_id: str) -> None:
    """Email the outcome of a report to its author, unless the account is gone."""
    row = Report.objects.select_related("author").filter(pk=report_id).first()
    if row is not None:
        queue_report(row, to=row.author.email, at=timezone.now())
