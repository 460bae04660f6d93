"""Remove managers of a venue, undo that, and make another manager its owner."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.venues import rules
from geoapp.venues.actions.organizers import record_change
from geoapp.venues.models import (
    Invitation,
    ManagerChange,
    ManagerEvent,
    Organizer,
    Venue,
)
from geoapp.venues.roles import role_of

# A removal can be undone for so long.
UNDO_PERIOD = timedelta(days=7)


class LastOrganizer(DomainError):
    """A venue needs at least one manager."""


class OwnerStays(DomainError):
    """An owner leaves only after another manager has become the owner."""


class NotOwner(DomainError):
    """Only the owner or a moderator can do this."""


class NoManager(DomainError):
    """This user does not manage the venue."""


class NothingToUndo(DomainError):
    """There is no such removal, or it can no longer be undone."""


@transaction.atomic
def remove_organizer(*, venue_id: UUID, user_id: int, by: User, at: datetime) -> None:
    """Remove a manager, or let them leave; do nothing if they are none.

    Raises LastOrganizer, OwnerStays, NotOwner and Venue.DoesNotExist. `at` is aware.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    row = venue.organizers.select_related("user").filter(user_id=user_id).first()
    if user_id != by.pk:
        _check_owner(venue, by)
    if row is None:
        return
    if not venue.organizers.exclude(pk=row.pk).exists():
        raise LastOrganizer("A venue needs a manager. Invite another one first.")
    if row.is_owner:
        raise OwnerStays("Make another manager the owner first.")
    # A removed manager must not return through an invitation of their own.
    Invitation.objects.filter(venue=venue, invited_by=row.user).delete()
    row.delete()
    record_change(
        ManagerEvent.LEFT if user_id == by.pk else ManagerEvent.REMOVED,
        venue=venue,
        user=row.user,
        by=by,
        at=at,
        since=row.since,
    )


@transaction.atomic
def restore_organizer(
    *, venue_id: UUID, change_id: UUID, by: User, at: datetime
) -> None:
    """Undo the removal of a manager within 7 days. Raises NotOwner and NothingToUndo."""
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    _check_owner(venue, by)
    removals = removals_to_undo(venue, at=at).select_for_update(of=("self",))
    removal = removals.filter(pk=change_id).first()
    if removal is None or removal.since is None:
        raise NothingToUndo("This removal can no longer be undone.")
    removal.undone_at = at
    removal.save(update_fields=["undone_at"])
    Organizer.objects.create(
        venue=venue, user=removal.user, since=removal.since, told_until=at
    )
    record_change(ManagerEvent.RESTORED, venue=venue, user=removal.user, by=by, at=at)
    ensure_owner(venue, by=by, at=at)


@transaction.atomic
def transfer_ownership(*, venue_id: UUID, user_id: int, by: User, at: datetime) -> None:
    """Make another manager the owner; do nothing if they are already.

    Raises NotOwner, NoManager and Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    _check_owner(venue, by)
    row = venue.organizers.select_related("user").filter(user_id=user_id).first()
    if row is None:
        raise NoManager("Only a manager can become the owner.")
    if not row.is_owner:
        _make_owner(row, by=by, at=at)


@transaction.atomic
def hand_over_ownership(*, owner: User, at: datetime) -> None:
    """Make the longest-standing other manager the owner of each venue of `owner`.

    For when the owner's account is deleted.
    """
    owned = Organizer.objects.filter(user=owner, is_owner=True)
    for venue_id in owned.order_by("venue_id").values_list("venue_id", flat=True):
        venue = Venue.objects.select_for_update().get(pk=venue_id)
        others = venue.organizers.select_related("user").exclude(user=owner)
        heir = others.order_by("since", "pk").first()
        if heir is not None:
            _make_owner(heir, by=None, at=at)


def ensure_owner(venue: Venue, *, by: User | None, at: datetime) -> None:
    """Make the longest-standing manager the owner if there is none.

    The caller has locked the venue.
    """
    managers = venue.organizers.select_related("user")
    heir = managers.order_by("since", "pk").first()
    if heir is not None and not managers.filter(is_owner=True).exists():
        _make_owner(heir, by=by, at=at)


def removals_to_undo(venue: Venue, *, at: datetime) -> QuerySet[ManagerChange]:
    """Return the removals of managers that can be undone, newest first."""
    current = venue.organizers.values("user")
    removals = venue.manager_changes.filter(
        event=ManagerEvent.REMOVED, undone_at=None, at__gt=at - UNDO_PERIOD
    )
    return removals.exclude(user__in=current).select_related("user").order_by("-at")


def _make_owner(row: Organizer, *, by: User | None, at: datetime) -> None:
    Organizer.objects.filter(venue=row.venue, is_owner=True).update(is_owner=False)
    row.is_owner = True
    row.save(update_fields=["is_owner"])
    record_change(ManagerEvent.OWNER, venue=row.venue, user=row.user, by=by, at=at)


def _check_owner(venue: Venue, by: User) -> None:
    role = role_of(by, venue=venue)
    if not rules.may_remove_managers(role=role, publication=venue.publication):
        raise NotOwner("Only the owner or a moderator can do this.")
