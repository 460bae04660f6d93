"""Store live states, separately from the venues' lasting data."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.venues.models import LiveState
from geoapp.venues.records import LiveRecord


@transaction.atomic
def store_live_states(
    *, live_records: Mapping[UUID, LiveRecord], at: datetime
) -> list[UUID]:
    """Store the states that are newer than the stored ones; return their venues.

    The caller sends venues_changed. A time of report in the future is set to `at`
    (aware), whatever the remote clock shows.
    """
    stored = {
        row.venue_id: row
        for row in LiveState.objects.select_for_update().filter(
            venue_id__in=live_records
        )
    }
    newer = []
    for venue_id, live in live_records.items():
        said_at = min(live.said_at, at)
        row = stored.get(venue_id)
        if row is not None and row.said_at >= said_at:
            continue
        newer.append(
            LiveState(
                venue_id=venue_id,
                open=live.open,
                message=live.message,
                since=live.since,
                said_at=said_at,
            )
        )
    LiveState.objects.bulk_create(
        newer,
        update_conflicts=True,
        unique_fields=["venue"],
        update_fields=["open", "message", "since", "said_at"],
    )
    return [row.venue_id for row in newer]
