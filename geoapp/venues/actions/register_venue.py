"""Register a new venue as a draft."""

from datetime import datetime
from typing import Any

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.free_slug import save_with_slug
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.drafts import ORGANIZERS, VenueDraft
from geoapp.venues.models import Organizer, Publication, Venue
from geoapp.venues.models.venue import VenueQuerySet
from geoapp.venues.record_json import record_from_json
from geoapp.venues.records import VenueRecord
from geoapp.venues.slugs import free_slug
from geoapp.venues.validation import check_unplaced

MAX_DRAFTS = 20


class TooManyDrafts(DomainError):
    """The user has reached the limit of drafts."""


class NotYours(DomainError):
    """The draft's id belongs to another user's venue."""


@transaction.atomic
def register_venue(*, organizer: User, draft: VenueDraft, at: datetime) -> Venue:
    """Create and return a draft that only its managers, moderators and staff can open.

    Idempotent: the same draft, by its id or by its content, returns the same venue,
    even for concurrent requests. `at` is aware. Raises InvalidVenue, TooManyDrafts and
    NotYours.
    """
    record = _record(draft)
    # Serialise the user's requests, so that repeated clicks create one venue.
    User.objects.select_for_update().get(pk=organizer.pk)
    registered = _existing_draft(organizer, draft, record)
    if registered is not None:
        return registered
    if _drafts_of(organizer).count() >= MAX_DRAFTS:
        raise TooManyDrafts(
            f"You have {MAX_DRAFTS} drafts. Finish or delete one first."
        )
    venue = save_with_slug(
        lambda slug: Venue.objects.create(
            pk=draft.id,
            slug=slug,
            name=record.name,
            kind=record.kind,
            publication=Publication.DRAFT,
        ),
        free_slug=lambda: free_slug(name=record.name, locality=record.address.locality),
    )
    Organizer.objects.create(venue=venue, user=organizer, since=at, is_owner=True)
    matches = {record.external_id: venue.pk}
    record_source(source=ORGANIZERS, records=[record], at=at, matches=matches)
    venue.refresh_from_db()
    return venue


def _record(draft: VenueDraft) -> VenueRecord:
    values: dict[str, Any] = {
        **{name: value for name, value in draft.values.items() if value is not None},
        "external_id": str(draft.id),
        "name": draft.name,
        "kind": draft.kind,
        "operation": draft.values.get("operation", "operating"),
    }
    record = record_from_json(values)
    check_unplaced(record)
    return record


def _existing_draft(
    organizer: User, draft: VenueDraft, record: VenueRecord
) -> Venue | None:
    stored = Venue.objects.filter(pk=draft.id).first()
    if stored is not None:
        if not stored.organizers.filter(user=organizer).exists():
            raise NotYours("This form belongs to another venue. Open a new form.")
        return stored
    for venue in _drafts_of(organizer).filter(name=record.name, kind=record.kind):
        lines = (venue.street, venue.postcode, venue.locality)
        address = record.address
        if lines == (address.street, address.postcode, address.locality):
            return venue
    return None


def _drafts_of(organizer: User) -> VenueQuerySet:
    return Venue.objects.filter(
        organizers__user=organizer, publication=Publication.DRAFT
    )
