"""Jobs of venues."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from geoapp.venues import photo_preparation


@app.task(name="venues.prepare_photo")
def prepare_photo_sizes(photo_id: str) -> None:
    """Make the display sizes of an uploaded photo, and of others that wait.

    While another is being prepared, its job goes on with this one.
    """
    if photo_preparation.prepare_photo(UUID(photo_id)):
        photo_preparation.prepare_waiting(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="venues.prepare_waiting", queueing_lock="venues.prepare_waiting")
def prepare_waiting_photos(timestamp: int) -> None:  # noqa: ARG001 - jobs may start late
    """Prepare every minute what still waits."""
    photo_preparation.prepare_waiting(at=timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(name="venues.delete_lost_uploads")
def delete_lost_uploads(timestamp: int) -> None:
    """Delete every night uploads that nothing waits for (`timestamp`: seconds, UTC)."""
    photo_preparation.delete_lost_files(at=datetime.fromtimestamp(timestamp, tz=UTC))
