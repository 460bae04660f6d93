"""Scheduled jobs of accounts."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from geoapp.accounts import actions


@app.periodic(cron="7 * * * *")
@app.task(name="accounts.delete_expired")
def delete_expired(timestamp: int) -> None:
    """Delete what has expired, every hour (`timestamp`: seconds, UTC)."""
    actions.delete_expired(at=datetime.fromtimestamp(timestamp, tz=UTC))
