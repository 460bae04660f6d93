"""Show a venue to everybody, or take it from the map."""

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
from geoapp.venues.signals import send_venues_changed


class MergedVenue(DomainError):
    """A venue that is part of another now."""


class Unplaced(DomainError):
    """A venue without a position cannot be shown on a map."""


class NoDraft(DomainError):
    """A venue that was handed in once, and so is more than a draft."""


@transaction.atomic
def publish_venue(*, venue_id: UUID) -> None:
    """Show the venue on the public map. Raises Venue.DoesNotExist."""
    _set_publication(venue_id, Publication.PUBLISHED)


@transaction.atomic
def withdraw_venue(*, venue_id: UUID) -> None:
    """Take the venue out of everything public. Raises Venue.DoesNotExist."""
    _set_publication(venue_id, Publication.WITHDRAWN)


@transaction.atomic
def hand_in_venue(*, venue_id: UUID) -> None:
    """Let a venue wait for a moderator's look. Raises Unplaced."""
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.location is None:
        raise Unplaced("Enter the location before you submit the venue.")
    _set_publication(venue_id, Publication.PENDING)


@transaction.atomic
def refuse_venue(*, venue_id: UUID) -> None:
    """Do not show a venue; its organizers read why, and may change and try again."""
    _set_publication(venue_id, Publication.REFUSED)


@transaction.atomic
def return_venue(*, venue_id: UUID) -> None:
    """Give a venue back to its organizers, who are asked for something first.

    One that everybody has seen is withdrawn and no draft: a draft can be deleted.
    """
    seen = was_published(venue_id)
    _set_publication(venue_id, Publication.WITHDRAWN if seen else Publication.DRAFT)


def was_published(venue_id: UUID) -> bool:
    """Whether everybody could see the venue at any time."""
    events = VenueEvent.objects.filter(pgh_obj_id=venue_id)
    return events.filter(publication=Publication.PUBLISHED).exists()


@transaction.atomic
def discard_draft(*, venue_id: UUID) -> None:
    """Delete a venue that was never handed in, and all that was said in it.

    Raises NoDraft for any other: what people have seen is withdrawn, not deleted.
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
