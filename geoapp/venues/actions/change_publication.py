"""Publish, withdraw, decline or discard a venue."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from geoapp.common.errors import DomainError
from geoapp.venues.models import (
    CorrectionEvent,
    Publication,
    SourceRecordEvent,
    Venue,
    VenueEvent,
)
from geoapp.venues.models.venue import VenueQuerySet
from geoapp.venues.signals import send_venues_changed


class MergedVenue(DomainError):
    """The venue has been merged into another."""


class Unplaced(DomainError):
    """The venue has no location, so it cannot be shown on a map."""


class NoDraft(DomainError):
    """The venue is not a draft, or has been published before."""


@transaction.atomic
def publish_venue(*, venue_id: UUID) -> None:
    """Publish the venue. Raises MergedVenue and Venue.DoesNotExist."""
    _set_publication(venue_id, Publication.PUBLISHED)


@transaction.atomic
def withdraw_venue(*, venue_id: UUID) -> None:
    """Withdraw the venue. Raises MergedVenue and Venue.DoesNotExist."""
    _set_publication(venue_id, Publication.WITHDRAWN)


@transaction.atomic
def withdraw_venues(*, venue_ids: Collection[UUID]) -> None:
    """Withdraw several venues at once, but for merged ones. The caller locked them."""
    rows = Venue.objects.filter(pk__in=list(venue_ids))
    _set_all(rows.exclude(publication=Publication.MERGED), Publication.WITHDRAWN)


@transaction.atomic
def restore_publication(
    *, venue_ids: Collection[UUID], publication: Publication
) -> None:
    """Return withdrawn venues to this state, but for erased ones.

    What has been submitted or published again since is left as it is. The caller
    has locked the venues.
    """
    rows = Venue.objects.filter(pk__in=list(venue_ids), location__isnull=False)
    _set_all(rows.filter(publication=Publication.WITHDRAWN), publication)


def _set_all(venues: VenueQuerySet, publication: Publication) -> None:
    keys = list(venues.values_list("pk", flat=True))
    Venue.objects.filter(pk__in=keys).update(publication=publication)
    send_venues_changed(keys)


@transaction.atomic
def submit_venue_for_review(*, venue_id: UUID) -> None:
    """Mark a venue as awaiting review. Raises Unplaced."""
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.location is None:
        raise Unplaced("Enter the location before you submit the venue.")
    _set_publication(venue_id, Publication.PENDING)


@transaction.atomic
def decline_venue(*, venue_id: UUID) -> None:
    """Decline a venue; its managers can read why, edit it and submit it again."""
    _set_publication(venue_id, Publication.REFUSED)


@transaction.atomic
def return_venue(*, venue_id: UUID) -> None:
    """Return a venue to its managers, who have to answer a question first.

    A venue that has been published is withdrawn instead of becoming a draft, because
    drafts can be deleted.
    """
    seen = was_published(venue_id)
    _set_publication(venue_id, Publication.WITHDRAWN if seen else Publication.DRAFT)


def was_published(venue_id: UUID) -> bool:
    """Return whether the venue has ever been published."""
    events = VenueEvent.objects.filter(pgh_obj_id=venue_id)
    return events.filter(publication=Publication.PUBLISHED).exists()


@transaction.atomic
def discard_draft(*, venue_id: UUID) -> None:
    """Delete a draft that has never been published, with its history.

    Raises NoDraft for any other venue: those are withdrawn, not deleted.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.publication != Publication.DRAFT or was_published(venue_id):
        raise NoDraft("Only a draft can be deleted. Withdraw the venue instead.")
    for events in (CorrectionEvent, SourceRecordEvent):
        events.objects.filter(venue_id=venue_id).delete()
    venue.delete()
    VenueEvent.objects.filter(pgh_obj_id=venue_id).delete()


def _set_publication(venue_id: UUID, publication: Publication) -> None:
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.publication == Publication.MERGED:
        raise MergedVenue("This venue was merged into another. Edit that one.")
    venue.publication = publication
    venue.save(update_fields=["publication"])
    send_venues_changed([venue.pk])
