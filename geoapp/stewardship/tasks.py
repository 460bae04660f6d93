"""Jobs that send emails, queued in the transaction that stores a decision."""

from uuid import UUID

from procrastinate.contrib.django import app

from geoapp.stewardship.emails import send_decision, send_invitation, send_report


@app.task(name="stewardship.tell_decision")
def send_decision_email(contribution_id: str) -> None:
    """Email a decision to the contributor."""
    send_decision(contribution_id=UUID(contribution_id))


@app.task(name="stewardship.send_invitation")
def send_invitation_email(invitation_id: str) -> None:
    """Email an invitation to manage a venue."""
    send_invitation(invitation_id=UUID(invitation_id))


@app.task(name="stewardship.tell_report")
def send_report_email(report_id: str) -> None:
    """Email the outcome of a report to its author."""
    send_report(report_id=UUID(report_id))
