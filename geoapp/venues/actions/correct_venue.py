"""Save or remove the correction of one field."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import JSONField, Value

from geoapp.accounts.models import User
from geoapp.venues.actions.compute_venues import compute_venues
from geoapp.venues.models import Correction, Venue
from geoapp.venues.signals import send_venues_changed


@transaction.atomic
def correct_venue(
    *, venue_id: UUID, field: str, value: Any, author: User | None, at: datetime
) -> None:
    """Correct one field of a venue; the correction outlives later imports.

    `value` is in the field's JSON form (geoapp.venues.record_json); None means unknown.
    Raises Venue.DoesNotExist, UnknownField and UnreadableRecord.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    set_correction(venue=venue, field=field, value=value, author=author, at=at)
    compute_venues(venue_ids=[venue.pk])
    send_venues_changed([venue.pk])


@transaction.atomic
def remove_correction(
    *, venue_id: UUID, field: str, author: User | None = None
) -> None:
    """Remove the correction of a field, so that its sources apply again.

    The history says that `author` removed it. Raises Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    delete_correction(venue, field=field, author=author)
    compute_venues(venue_ids=[venue_id])
    send_venues_changed([venue_id])


def delete_correction(venue: Venue, *, field: str, author: User | None) -> None:
    """Delete the correction of one field; the caller recomputes the venue."""
    rows = venue.corrections.filter(field=field)
    # The history takes the author from the deleted row: it was not who made it.
    rows.update(author=author)
    rows.delete()


def set_correction(
    *, venue: Venue, field: str, value: Any, author: User | None, at: datetime
) -> None:
    """Store the correction of one field; the caller recomputes the venue."""
    # A bare None would be stored as SQL NULL instead of JSON null.
    stored = Value(None, JSONField()) if value is None else value
    Correction.objects.update_or_create(
        venue=venue,
        field=field,
        defaults={"value": stored, "author": author, "made_at": at},
    )
