"""Erase what is stored about a venue, and keep only that it was removed."""

from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from geoapp.venues.actions.photos import remember_removed
from geoapp.venues.history import correction_events_of, record_events_of
from geoapp.venues.models import (
    CorrectionEvent,
    LiveState,
    Publication,
    SourceRecordEvent,
    Venue,
    VenueEvent,
    VenueMerge,
)
from geoapp.venues.signals import send_venues_changed

ERASED_NAME = "Removed place"
# Kept: the key, and what the rules of the table require.
_KEPT = frozenset({"id", "kind", "merged_into"})
_RELATED = (
    "photos",
    "offers",
    "machines",
    "hours",
    "aliases",
    "corrections",
    "organizers",
    "invitations",
)


@transaction.atomic
def erase_venue(*, venue_id: UUID, at: datetime) -> None:
    """Withdraw a venue and erase its data, its history and its photos for good.

    Its source records stay, emptied and marked as redacted, so that a later import of
    the same records publishes nothing (GDPR, articles 17 and 21). Its managers lose it.
    `at` (aware) is the time of the decision. Raises Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    records = [event.pk for event in record_events_of(venue_id)]
    corrections = [event.pk for event in correction_events_of(venue_id)]
    for row in venue.photos.all():  # one by one: their files go with them
        remember_removed(photo=row, at=at)
        row.delete()
    for name in _RELATED:
        getattr(venue, name).all().delete()
    LiveState.objects.filter(venue=venue).delete()
    venue.source_records.update(
        said={}, digest="", url="", redacted=True, recorded_at=at
    )
    _blank(venue)
    venue.save()
    # The triggers have stored the former values: these go last.
    for events, keys in ((CorrectionEvent, corrections), (SourceRecordEvent, records)):
        events.objects.filter(Q(venue_id=venue_id) | Q(pk__in=keys)).delete()
    VenueEvent.objects.filter(pgh_obj_id=venue_id).delete()
    # What was merged into it is the same place, and must not come back by a split.
    VenueMerge.objects.filter(Q(surviving=venue) | Q(merged=venue)).delete()
    for pk in Venue.objects.filter(merged_into=venue).values_list("pk", flat=True):
        erase_venue(venue_id=pk, at=at)
    send_venues_changed([venue_id])


def is_erased(venue: Venue) -> bool:
    """Return whether erase_venue has erased what was stored about the venue."""
    return venue.slug == _erased_slug(venue)


def _erased_slug(venue: Venue) -> str:
    return f"removed-{venue.pk.hex}"


def _blank(venue: Venue) -> None:
    fields = [f for f in Venue._meta.get_fields() if isinstance(f, models.Field)]
    for field in fields:
        if field.name not in _KEPT:
            setattr(venue, field.name, field.get_default())
    venue.name, venue.slug = ERASED_NAME, _erased_slug(venue)
    is_merged = venue.merged_into_id is not None
    venue.publication = Publication.MERGED if is_merged else Publication.WITHDRAWN
    venue.hide_exact_place = True
