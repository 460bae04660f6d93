"""Undo a change, or confirm a correction against newer source data."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.venues.actions.change_venue import change_venue
from geoapp.venues.actions.correct_venue import remove_correction
from geoapp.venues.history import change_named, history_of
from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of


class NoSuchChange(DomainError):
    """The venue has no change with this number."""


@transaction.atomic
def undo_change(*, venue_id: UUID, event_id: int, author: User, at: datetime) -> str:
    """Restore the field to its value before the change; return its name.

    Undoing is itself a change and can be undone. `at` is aware. Raises NoSuchChange.
    """
    Venue.objects.select_for_update().get(pk=venue_id)
    change = change_named(event_id, history_of(venue_id))
    if change is None:
        raise NoSuchChange("There is no such change to undo.")
    if change.reverted_to_sources_before:
        remove_correction(venue_id=venue_id, field=change.field, author=author)
        return change.field
    change_venue(
        venue_id=venue_id,
        changes={change.field: change.before},
        base={change.field: values_of(venue_id).get(change.field)},
        author=author,
        at=at,
    )
    return change.field


@transaction.atomic
def keep_correction(*, venue_id: UUID, field: str, author: User, at: datetime) -> None:
    """Confirm a correction, so that earlier source changes are no longer proposed."""
    Venue.objects.select_for_update().get(pk=venue_id)
    rows = Venue.objects.get(pk=venue_id).corrections.filter(field=field)
    rows.update(made_at=at, author=author)
