"""Scheduled jobs of stewardship, and jobs of before the outbox, still queued."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from geoapp.stewardship.actions.forget_reporters import forget_reporters
from geoapp.stewardship.actions.notify_moderators import notify_moderators
from geoapp.stewardship.change_emails import queue_change_emails
from geoapp.stewardship.emails import queue_decision, queue_invitation
from geoapp.stewardship.models import Contribution, Report
from geoapp.stewardship.report_emails import queue_report
from geoapp.venues.models import ChangeEmails, Invitation


@app.periodic(cron="57 3 * * *")
@app.task(name="stewardship.forget_reporters")
def forget_anonymous_reporters(timestamp: int) -> None:
    """Forget what is not needed any more, every night (`timestamp`: seconds, UTC)."""
    forget_reporters(at=datetime.fromtimestamp(timestamp, tz=UTC))


@app.periodic(cron="27 * * * *")
@app.task(name="stewardship.notify_moderators")
def email_moderators(timestamp: int) -> None:
    """Email moderators about new items, every hour (`timestamp`: seconds, UTC)."""
    notify_moderators(at=datetime.fromtimestamp(timestamp, tz=UTC))


@app.task(name="stewardship.tell_decision")
def send_decision_email(contribution_id: str) -> None:
    """Email a decision to the contributor, unless the account is gone."""
    rows = Contribution.objects.select_related("author")
    row = rows.filter(pk=contribution_id).first()
    if row is not None and row.author is not None:
        queue_decision(row, to=row.author, at=timezone.now())


@app.task(name="stewardship.send_invitation")
def send_invitation_email(invitation_id: str) -> None:
    """Email an invitation to manage a venue, unless it has been cancelled."""
    row = Invitation.objects.filter(pk=invitation_id).first()
    if row is not None:
        queue_invitation(row, at=timezone.now())


@app.task(name="stewardship.tell_report")
def send_report_email(report_id: str) -> None:
    """Email the outcome of a report to its author, unless the account is gone."""
    row = Report.objects.select_related("author").filter(pk=report_id).first()
    if row is not None and row.reply_address:
        queue_report(row, to=row.reply_address, at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="stewardship.tell_changes", queueing_lock="stewardship.tell_changes")
def tell_changes(timestamp: int) -> None:  # noqa: ARG001 - jobs may start late
    """Email managers every five minutes what others have changed."""
    queue_change_emails(ChangeEmails.IMMEDIATELY, at=timezone.now())


@app.periodic(cron="23 7 * * 1")
@app.task(
    name="stewardship.tell_weekly_changes",
    queueing_lock="stewardship.tell_weekly_changes",
)
def tell_weekly_changes(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Email those managers on Mondays who want to be told once a week."""
    queue_change_emails(ChangeEmails.WEEKLY, at=timezone.now())
