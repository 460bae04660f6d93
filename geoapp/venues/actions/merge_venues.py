"""Merge two venues that are the same place."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.common.errors import DomainError
from geoapp.venues.actions.compute_venues import compute_venues
from geoapp.venues.models import Correction, Publication, Venue, VenueAlias
from geoapp.venues.signals import send_venues_changed


class SameVenue(DomainError):
    """A venue cannot be merged into itself."""


@transaction.atomic
def merge_venues(*, kept_id: UUID, merged_id: UUID, at: datetime) -> None:
    """Move everything of `merged_id` to `kept_id` and redirect its URL there.

    `at` (aware) is the time of the decision. Raises SameVenue and Venue.DoesNotExist.
    """
    if kept_id == merged_id:
        raise SameVenue("Choose two different venues to merge.")
    venues = {
        venue.pk: venue
        for venue in Venue.objects.select_for_update()
        .filter(pk__in=[kept_id, merged_id])
        .order_by("pk")
    }
    if len(venues) < 2:
        raise Venue.DoesNotExist("One of the two venues does not exist.")
    surviving, merged = venues[kept_id], venues[merged_id]
    merged.source_records.update(venue=surviving)
    corrected = surviving.corrections.values_list("field", flat=True)
    merged.corrections.exclude(field__in=list(corrected)).update(venue=surviving)
    merged.aliases.update(venue=surviving)
    has_owner = surviving.organizers.filter(is_owner=True).exists()
    for row in merged.organizers.exclude(user__keeps__venue=surviving):
        row.venue, row.is_owner = surviving, row.is_owner and not has_owner
        row.save(update_fields=["venue", "is_owner"])
    VenueAlias.objects.get_or_create(slug=merged.slug, defaults={"venue": surviving})
    merged.publication, merged.merged_into = Publication.MERGED, surviving
    merged.save(update_fields=["publication", "merged_into"])
    if merged.hides_its_place:
        # If one of them hides its place, the other must not reveal it.
        Correction.objects.update_or_create(
            venue=surviving,
            field="hide_exact_place",
            defaults={"value": True, "made_at": at},
        )
    compute_venues(venue_ids=[surviving.pk])
    send_venues_changed([surviving.pk, merged.pk])
