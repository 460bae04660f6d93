"""Jobs of venues."""

from datetime import UTC, datetime
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from geoapp.venues import photo_preparation

# A disk that is full may have room again later.
_AGAIN = RetryStrategy(max_attempts=10, exponential_wait=4)


# Of one lock, one job runs at a time on the whole site: a picture can need 768 MB.
@app.task(name="venues.prepare_photo", lock="images", retry=_AGAIN)
def prepare_photo_sizes(photo_id: str) -> None:
    """Make the display sizes of an uploaded photo."""
    photo_preparation.prepare_photo(UUID(photo_id))


@app.periodic(cron="47 3 * * *")
@app.task(name="venues.delete_lost_uploads")
def delete_lost_uploads(timestamp: int) -> None:
    """Delete every night uploads that nothing waits for (`timestamp`: seconds, UTC)."""
    photo_preparation.delete_lost_uploads(at=datetime.fromtimestamp(timestamp, tz=UTC))
