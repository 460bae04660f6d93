"""Letters about what moderators decided, sent after the decision is stored."""

from uuid import UUID

from procrastinate.contrib.django import app

from geoapp.stewardship.emails import send_decision, send_invitation, send_report


@app.task(name="stewardship.tell_decision")
def tell_decision(contribution_id: str) -> None:
    """Write to the person who added it."""
    send_decision(contribution_id=UUID(contribution_id))


@app.task(name="stewardship.send_invitation")
def tell_invitation(invitation_id: str) -> None:
    """Write to the person who is asked to keep a venue."""
    send_invitation(invitation_id=UUID(invitation_id))


@app.task(name="stewardship.tell_report")
def tell_report(report_id: str) -> None:
    """Write to the person who reported something about a venue."""
    send_report(report_id=UUID(report_id))
