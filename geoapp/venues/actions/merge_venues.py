"""Merge two venues that are the same place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.venues.actions.compute_venues import compute_venues
from geoapp.venues.actions.correct_venue import set_correction
from geoapp.venues.actions.ownership import ensure_owner
from geoapp.venues.models import (
    Correction,
    DistinctVenues,
    Invitation,
    LiveState,
    Publication,
    Venue,
    VenueAlias,
    VenueEvent,
    VenueMerge,
)
from geoapp.venues.signals import send_venues_changed
from geoapp.venues.stored_records import values_of

_HIDDEN_PLACE = "hide_exact_place"


class SameVenue(DomainError):
    """A venue cannot be merged into itself."""


class AlreadyMerged(DomainError):
    """One of the two venues has been merged into another."""


@transaction.atomic
def merge_venues(
    *,
    kept_id: UUID,
    merged_id: UUID,
    at: datetime,
    by: User | None = None,
    choices: Mapping[str, Any] | None = None,
) -> VenueMerge:
    """Move everything of `merged_id` to `kept_id` and redirect its URL there.

    `choices` are the values of fields that the surviving venue shall have, in the JSON
    form of geoapp.venues.record_json; without one, a correction of the merged venue
    holds where the surviving one has none. `at` (aware) is the time of the decision.
    Raises SameVenue, AlreadyMerged and Venue.DoesNotExist.
    """
    if kept_id == merged_id:
        raise SameVenue("Choose two different venues to merge.")
    surviving, merged = _locked(kept_id, merged_id)
    before = {
        "publication": merged.publication,
        "corrections": stored_corrections(surviving),
        "event": VenueEvent.objects.aggregate(Max("pgh_id"))["pgh_id__max"],
        **_move_rows(surviving, merged),
    }
    _copy_corrections(surviving, merged)
    VenueAlias.objects.get_or_create(slug=merged.slug, defaults={"venue": surviving})
    merged.publication, merged.merged_into = Publication.MERGED, surviving
    merged.save(update_fields=["publication", "merged_into"])
    if merged.is_set_to_hide or (choices and surviving.is_set_to_hide):
        # If one of them hides its place, the other must not reveal it.
        _hide_place(surviving, merged, by=by, at=at)
    compute_venues(venue_ids=[surviving.pk])
    _apply_choices(surviving, choices or {}, by=by, at=at)
    before["corrected"] = stored_corrections(surviving)
    merge = VenueMerge.objects.create(
        surviving=surviving, merged=merged, at=at, by=by, before=before
    )
    surviving.organizers.update(told_until=at)  # the merge has an email of its own
    ensure_owner(surviving, by=by, at=at)
    send_venues_changed([surviving.pk, merged.pk])
    return merge


def stored_corrections(venue: Venue) -> dict[str, dict[str, Any]]:
    """Return the venue's corrections as plain JSON, by field."""
    return {
        row.field: {
            "value": row.value,
            "author": row.author_id,
            "made_at": row.made_at.isoformat(),
        }
        for row in Correction.objects.filter(venue=venue)
    }


@transaction.atomic
def mark_distinct(*, venue_ids: tuple[UUID, UUID]) -> None:
    """Remember that two venues are different places; idempotent."""
    first, second = sorted(venue_ids)
    DistinctVenues.objects.get_or_create(first_id=first, second_id=second)


def distinct_from(venue_id: UUID) -> set[UUID]:
    """Return the venues that a moderator has found to differ from this one."""
    pairs = DistinctVenues.objects
    return {
        *pairs.filter(first_id=venue_id).values_list("second_id", flat=True),
        *pairs.filter(second_id=venue_id).values_list("first_id", flat=True),
    }


def _locked(kept_id: UUID, merged_id: UUID) -> tuple[Venue, Venue]:
    venues = {
        venue.pk: venue
        for venue in Venue.objects.select_for_update()
        .filter(pk__in=[kept_id, merged_id])
        .order_by("pk")
    }
    if len(venues) < 2:
        raise Venue.DoesNotExist("One of the two venues does not exist.")
    if any(v.publication == Publication.MERGED for v in venues.values()):
        raise AlreadyMerged("One of the two venues has been merged already.")
    return venues[kept_id], venues[merged_id]


def _move_rows(surviving: Venue, merged: Venue) -> dict[str, list[Any]]:
    """Move what belongs to the merged venue; return the keys of the moved rows."""
    known = surviving.photos.exclude(digest="").values("digest")
    emails = surviving.invitations.values("email")
    rows: dict[str, Any] = {
        "source_records": merged.source_records.all(),
        "aliases": merged.aliases.all(),
        "photos": merged.photos.exclude(digest__in=known),
        "invitations": Invitation.objects.filter(venue=merged).exclude(
            email__in=emails
        ),
    }
    moved: dict[str, list[Any]] = {"live": []}
    for name, queryset in rows.items():
        moved[name] = [str(pk) for pk in queryset.values_list("pk", flat=True)]
        queryset.update(venue=surviving)
    if not LiveState.objects.filter(venue=surviving).exists():
        is_moved = LiveState.objects.filter(venue=merged).update(venue=surviving)
        moved["live"] = [str(merged.pk)] if is_moved else []
    return {**moved, **_move_managers(surviving, merged)}


def _move_managers(surviving: Venue, merged: Venue) -> dict[str, list[Any]]:
    """Move the managers; the surviving venue's owner stays its owner."""
    has_owner = surviving.organizers.filter(is_owner=True).exists()
    rows = list(merged.organizers.exclude(user__keeps__venue=surviving))
    owners = [str(row.pk) for row in rows if row.is_owner]
    for row in rows:
        row.venue, row.is_owner = surviving, row.is_owner and not has_owner
        row.save(update_fields=["venue", "is_owner"])
    return {"organizers": [str(row.pk) for row in rows], "owners": owners}


def _copy_corrections(surviving: Venue, merged: Venue) -> None:
    """Copy corrections of fields that the surviving venue has no correction of.

    The merged venue keeps its own, with their history, for a later split.
    """
    corrected = surviving.corrections.values_list("field", flat=True)
    for row in merged.corrections.exclude(field__in=list(corrected)):
        set_correction(
            venue=surviving,
            field=row.field,
            value=row.value,
            author=row.author,
            at=row.made_at,
        )


def _hide_place(
    surviving: Venue, merged: Venue, *, by: User | None, at: datetime
) -> None:
    """Hide the place; what a report hides for now stays as it is, to be shown again."""
    own = surviving.corrections.filter(field=_HIDDEN_PLACE).first()
    if own is not None and own.value and own.author_id is None:
        return
    other = merged.corrections.filter(field=_HIDDEN_PLACE).first()
    if other is not None and other.value and other.author_id is None:
        by, at = None, other.made_at
    set_correction(venue=surviving, field=_HIDDEN_PLACE, value=True, author=by, at=at)


def _apply_choices(
    surviving: Venue, choices: Mapping[str, Any], *, by: User | None, at: datetime
) -> None:
    values = values_of(surviving.pk)
    changes = {f: v for f, v in choices.items() if v != values.get(f)}
    for field, value in changes.items():
        set_correction(venue=surviving, field=field, value=value, author=by, at=at)
    if changes:
        compute_venues(venue_ids=[surviving.pk])
