"""Jobs of the outbox."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from geoapp.mailing import cleanup, delivery


@app.task(name="mailing.deliver_email")
def deliver_email(message_id: str) -> None:
    """Send a new email, unless the mail server has just failed to answer."""
    delivery.deliver_new(UUID(message_id), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="mailing.deliver_due", queueing_lock="mailing.deliver_due")
def deliver_due(timestamp: int) -> None:  # noqa: ARG001 - jobs may start late
    """Send every minute what is due."""
    delivery.deliver_due(at=timezone.now())


@app.periodic(cron="37 * * * *")
@app.task(name="mailing.delete_old")
def delete_old(timestamp: int) -> None:
    """Delete every hour what is not needed any more (`timestamp`: seconds, UTC)."""
    cleanup.delete_old(at=datetime.fromtimestamp(timestamp, tz=UTC))
