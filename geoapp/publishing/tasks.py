"""Jobs of the projection."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from geoapp.publishing import actions


@app.periodic(cron="17 3 * * *")
@app.task(name="publishing.renew_openings")
def renew_openings(timestamp: int) -> None:
    """Evaluate opening hours further, every night (`timestamp`: seconds, UTC)."""
    actions.renew_openings(at=datetime.fromtimestamp(timestamp, tz=UTC))
