"""Scheduled jobs of geocoding."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from geoapp.geocoding.network_geocoders import delete_old_addresses


@app.periodic(cron="27 3 * * *")
@app.task(name="geocoding.delete_old_addresses")
def delete_old_geocoded_addresses(timestamp: int) -> None:
    """Delete expired addresses every night (`timestamp`: seconds, UTC)."""
    delete_old_addresses(at=datetime.fromtimestamp(timestamp, tz=UTC))
