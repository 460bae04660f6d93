"""When the public information about a venue last changed.

Moves within a hidden venue's grid cell, live states, further evaluation of hours and
rebuilds do not count.
"""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from geoapp.publishing.models import PublishedChange, PublishedVenue

_TIMES = ("digest", "published_at", "changed_at")


def date_rows(
    venue_ids: Collection[UUID],
    venues: Collection[PublishedVenue],
    *,
    at: datetime,
    is_change: bool,
) -> None:
    """Set the change times of the rows, and store them for the next write.

    `venue_ids` are all venues being written; those without a row are no longer public,
    and start anew if they return. Without `is_change`, known venues keep their times.
    """
    change_by_id = PublishedChange.objects.in_bulk(list(venue_ids))
    gone = set(change_by_id) - {venue.pk for venue in venues}
    if gone:
        PublishedChange.objects.filter(pk__in=gone).delete()
    changes = [
        _dated(venue, change_by_id.get(venue.pk), at=at, is_change=is_change)
        for venue in venues
    ]
    PublishedChange.objects.bulk_create(
        changes,
        update_conflicts=True,
        unique_fields=["venue_id"],
        update_fields=_TIMES,
    )


def _dated(
    venue: PublishedVenue,
    before: PublishedChange | None,
    *,
    at: datetime,
    is_change: bool,
) -> PublishedChange:
    digest = _digest(venue)
    same = before is not None and (not is_change or before.digest == digest)
    venue.published_at = before.published_at if before else at
    venue.changed_at = before.changed_at if before and same else at
    return PublishedChange(
        venue_id=venue.pk,
        digest=digest,
        published_at=venue.published_at,
        changed_at=venue.changed_at,
    )


def _digest(venue: PublishedVenue) -> str:
    content = json.dumps([venue.feature, venue.page], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
