"""Keep what venues say of this moment, beside what holds for longer."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.venues.models import LiveState
from geoapp.venues.records import LiveRecord


@transaction.atomic
def keep_live_states(*, said: Mapping[UUID, LiveRecord], at: datetime) -> list[UUID]:
    """Keep the newer states and return their venues; the caller tells the hooks.

    Nothing is said later than `at` (aware), whatever a clock elsewhere shows. Older
    than what is kept changes nothing.
    """
    kept = {
        row.venue_id: row
        for row in LiveState.objects.select_for_update().filter(venue_id__in=said)
    }
    changed = []
    for venue_id, live in said.items():
        said_at = min(live.said_at, at)
        row = kept.get(venue_id)
        if row is not None and row.said_at >= said_at:
            continue
        LiveState.objects.update_or_create(
            venue_id=venue_id,
            defaults={
                "open": live.open,
                "message": live.message,
                "since": live.since,
                "said_at": said_at,
            },
        )
        changed.append(venue_id)
    return changed
