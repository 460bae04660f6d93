"""Take managers away or give them back on a moderator's decision, and undo that."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from geoapp.accounts.models import User
from geoapp.venues.actions.erase_venue import is_erased
from geoapp.venues.actions.organizers import record_change
from geoapp.venues.actions.ownership import ensure_owner
from geoapp.venues.models import (
    ManagerChange,
    ManagerEvent,
    Organizer,
    Publication,
    Venue,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerManager:
    """A manager who was taken away: the stored change, and whether they owned it."""

    change_id: UUID
    is_owner: bool


@transaction.atomic
def take_manager_away(
    *, venue_id: UUID, user_id: int, by: User, at: datetime
) -> FormerManager | None:
    """Remove a manager, even the owner or the last one; None if they are no manager.

    Ownership goes to the longest-standing manager. Raises Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    row = venue.organizers.select_related("user").filter(user_id=user_id).first()
    if row is None:
        return None
    row.delete()
    change = record_change(
        ManagerEvent.REMOVED,
        venue=venue,
        user=row.user,
        by=by,
        at=at,
        since=row.since,
    )
    ensure_owner(venue, by=by, at=at)
    return FormerManager(change_id=change.pk, is_owner=row.is_owner)


@transaction.atomic
def give_manager_back(
    *, change_id: UUID, is_owner: bool, by: User, at: datetime
) -> bool:
    """Undo the removal of a manager, however long ago; return whether it was done.

    It is not if the removal was undone before, if the person manages the venue again,
    or if the venue has been merged into another or erased.
    An owner owns it again, unless it has been handed over since.
    """
    removal = ManagerChange.objects.select_related("user").filter(pk=change_id).first()
    if removal is None or removal.undone_at is not None:
        return False
    venue = Venue.objects.select_for_update().get(pk=removal.venue_id)
    managers = venue.organizers
    is_back = managers.filter(user=removal.user).exists()
    if removal.since is None or is_back or not can_have_managers(venue):
        return False
    removal.undone_at = at
    removal.save(update_fields=["undone_at"])
    later = venue.manager_changes.filter(event=ManagerEvent.OWNER, at__gt=removal.at)
    is_owner = is_owner and not later.exists()
    if is_owner:
        managers.filter(is_owner=True).update(is_owner=False)
    Organizer.objects.create(
        venue=venue,
        user=removal.user,
        since=removal.since,
        is_owner=is_owner,
        told_until=at,
    )
    record_change(ManagerEvent.RESTORED, venue=venue, user=removal.user, by=by, at=at)
    ensure_owner(venue, by=by, at=at)
    return True


def unchanged_returns(change_ids: Collection[UUID]) -> list[UUID]:
    """Return which of these removals were undone and nothing has happened since.

    Who has left, been removed, invited again or made the owner after that came by a
    decision of its own.
    """
    later = ManagerChange.objects.filter(
        venue=OuterRef("venue"), user=OuterRef("user"), at__gt=OuterRef("undone_at")
    )
    undone = ManagerChange.objects.filter(
        ~Exists(later), pk__in=list(change_ids), undone_at__isnull=False
    )
    return list(undone.order_by("venue_id", "at", "pk").values_list("pk", flat=True))


@transaction.atomic
def take_returned_away(*, change_id: UUID, by: User, at: datetime) -> None:
    """Let the removal that give_manager_back has undone hold again.

    So it is found when its author is taken back again. Raises
    ManagerChange.DoesNotExist.
    """
    removal = ManagerChange.objects.get(pk=change_id)
    former = take_manager_away(
        venue_id=removal.venue_id, user_id=removal.user_id, by=by, at=at
    )
    if former is None:
        return
    # The first removal holds, not this one: there is one to undo, not two.
    ManagerChange.objects.filter(pk=former.change_id).update(undone_at=at)
    ManagerChange.objects.filter(pk=change_id).update(undone_at=None)


def can_have_managers(venue: Venue) -> bool:
    """Return whether the venue is one of its own, and has not been erased."""
    return venue.publication != Publication.MERGED and not is_erased(venue)
