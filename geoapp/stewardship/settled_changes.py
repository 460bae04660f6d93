"""Pending changes that have nothing left to change leave the queue by themselves."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from geoapp.stewardship.models import Contribution, Decision
from geoapp.stewardship.rules import PHOTOS
from geoapp.venues.models import Photo
from geoapp.venues.stored_records import values_of


def take_back_settled_changes(
    *, venue_ids: Collection[UUID], **_signal: object
) -> None:
    """Withdraw pending changes to what the venue says already.

    Receives `venues_changed`, in the transaction of the change, with the venue locked.
    """
    waiting = Contribution.objects.pending().filter(venue_id__in=venue_ids)
    for row in waiting.exclude(changes={}).exclude(venue__publication="merged"):
        if row.venue_id is not None and _is_settled(row, row.venue_id):
            mine = Contribution.objects.filter(pk=row.pk, decision=Decision.WAITING)
            mine.update(decision=Decision.TAKEN_BACK, decided_at=timezone.now())


def _is_settled(row: Contribution, venue_id: UUID) -> bool:
    photos = Photo.objects.filter(pk__in=row.changes.get(PHOTOS, ()), accepted=False)
    if photos.exists():
        return False
    values = values_of(venue_id)
    return all(
        value == values.get(field)
        for field, value in row.changes.items()
        if field != PHOTOS
    )
