"""What people did to who manages a place: came in, let others in, threw them out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from geoapp.accounts.models import User
from geoapp.stewardship.deeds import Deed, DeedItem, DeedKind, TakenDeed
from geoapp.stewardship.models import Contribution
from geoapp.stewardship.venue_deeds import place_items, registered_places
from geoapp.venues.actions.take_back_managers import (
    can_have_managers,
    give_manager_back,
    take_manager_away,
    take_returned_away,
    unchanged_returns,
)
from geoapp.venues.models import (
    CorrectionEvent,
    Invitation,
    ManagerChange,
    ManagerEvent,
    Organizer,
    Photo,
    Publication,
    Venue,
)

# Managers whom they removed


def _find_removed(account_ids: Collection[int]) -> list[Deed]:
    accounts = list(account_ids)
    current = Organizer.objects.filter(venue=OuterRef("venue"), user=OuterRef("user"))
    removals = ManagerChange.objects.filter(
        ~Exists(current),
        event=ManagerEvent.REMOVED,
        by__in=accounts,
        undone_at=None,
        since__isnull=False,
    ).exclude(user__in=accounts)
    rows = removals.select_related("venue").order_by("venue_id", "at", "pk")
    return [
        Deed(
            account_id=row.by_id or 0,
            item_id=row.venue_id,
            detail=str(row.pk),
            venue_id=row.venue_id,
        )
        for row in rows
        if can_have_managers(row.venue)
    ]


def _give_back(deeds: Sequence[Deed], *, by: User, at: datetime) -> list[TakenDeed]:
    return [
        deed.taken()
        for deed in deeds
        if give_manager_back(change_id=UUID(deed.detail), is_owner=False, by=by, at=at)
    ]


def _remove_again(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    for change_id in unchanged_returns([UUID(deed.detail) for deed in deeds]):
        take_returned_away(change_id=change_id, by=by, at=at)


REMOVED = DeedKind(
    name="venue.removed",
    label=lambda n: (
        ngettext("Manager they removed: %(n)d", "Managers they removed: %(n)d", n)
        % {"n": n}
    ),
    find=_find_removed,
    take_back=_give_back,
    put_back=_remove_again,
    items=place_items,
)

# Places of others that they manage, and managers whom they let in


def _find_managed(account_ids: Collection[int]) -> list[Deed]:
    own = registered_places(account_ids)
    rows = Organizer.objects.filter(user__in=list(account_ids))
    return _deeds(rows.exclude(venue__in=list(own)), None)


def _find_let_in(account_ids: Collection[int]) -> list[Deed]:
    """Return who came in through them and has done nothing there yet."""
    own = registered_places(account_ids)
    here = {"venue": OuterRef("venue"), "author": OuterRef("user")}
    joined = ManagerChange.objects.filter(
        venue=OuterRef("venue"),
        user=OuterRef("user"),
        event=ManagerEvent.JOINED,
        by__in=list(account_ids),
    )
    by_them = {"venue": OuterRef("venue"), "by": OuterRef("user")}
    events = CorrectionEvent.objects.filter(
        venue_id=OuterRef("venue_id"), author_id=OuterRef("user_id")
    )
    photos = Photo.objects.filter(venue=OuterRef("venue"), added_by=OuterRef("user"))
    rows = Organizer.objects.filter(
        ~Exists(events),
        ~Exists(Contribution.objects.filter(**here)),
        ~Exists(photos),
        ~Exists(ManagerChange.objects.filter(**by_them)),
        Exists(joined),
        is_owner=False,
    ).exclude(user__in=list(account_ids))
    rows = rows.annotate(let_in_by=joined.values("by")[:1])
    return _deeds(rows.exclude(venue__in=list(own)), "let_in_by")


def _deeds(rows: QuerySet[Organizer], account: str | None) -> list[Deed]:
    rows = rows.exclude(venue__publication=Publication.MERGED)
    return [
        Deed(
            account_id=getattr(row, account) if account else row.user_id,
            item_id=row.venue_id,
            venue_id=row.venue_id,
            basis=row.user_id,
        )
        for row in rows.order_by("venue_id", "pk")
    ]


def _take_away(deeds: Sequence[Deed], *, by: User, at: datetime) -> list[TakenDeed]:
    taken = []
    for deed in deeds:
        former = take_manager_away(
            venue_id=deed.item_id, user_id=deed.basis, by=by, at=at
        )
        if former is not None:
            row = TakenDeed(
                account_id=deed.account_id,
                item_id=deed.item_id,
                detail=str(former.change_id),
                before={"is_owner": former.is_owner},
            )
            taken.append(row)
    return taken


def _return(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    for deed in deeds:
        give_manager_back(
            change_id=UUID(deed.detail),
            is_owner=bool(deed.before["is_owner"]),
            by=by,
            at=at,
        )


MANAGED = DeedKind(
    name="venue.managed",
    label=lambda n: (
        ngettext(
            "Manager of %(n)d other place",
            "Manager of %(n)d other places",
            n,
        )
        % {"n": n}
    ),
    find=_find_managed,
    take_back=_take_away,
    put_back=_return,
    items=place_items,
)
LET_IN = DeedKind(
    name="venue.let_in",
    label=lambda n: (
        ngettext(
            "%(n)d manager whom they invited", "%(n)d managers whom they invited", n
        )
        % {"n": n}
    ),
    find=_find_let_in,
    take_back=_take_away,
    put_back=_return,
    items=place_items,
)

# Invitations


def _find_invitations(account_ids: Collection[int]) -> list[Deed]:
    rows = Invitation.objects.filter(invited_by__in=list(account_ids))
    return [
        Deed(
            account_id=row.invited_by_id,
            item_id=row.pk,
            venue_id=row.venue_id,
            basis=row,
        )
        for row in rows.order_by("venue_id", "pk")
    ]


def _cancel(deeds: Sequence[Deed], *, by: User, at: datetime) -> list[TakenDeed]:
    del by, at
    Invitation.objects.filter(pk__in=[deed.item_id for deed in deeds]).delete()
    return [
        deed.taken(
            venue=str(deed.venue_id),
            email=deed.basis.email,
            invited_at=deed.basis.invited_at.isoformat(),
        )
        for deed in deeds
    ]


def _invite_again(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    """Restore the invitations, but where the person is invited again or manages it.

    Those to places that are gone, merged into another or erased stay cancelled.
    """
    del by, at
    venues = Venue.objects.in_bulk({UUID(deed.before["venue"]) for deed in deeds})
    for deed in deeds:
        venue_id, email = UUID(deed.before["venue"]), deed.before["email"]
        if venue_id not in venues or not can_have_managers(venues[venue_id]):
            continue
        manages = Organizer.objects.filter(
            venue=venue_id, user__email__iexact=email
        ).exists()
        invited = Q(venue=venue_id, email=email)
        if not manages and not Invitation.objects.filter(invited).exists():
            Invitation.objects.create(
                pk=deed.item_id,
                venue_id=venue_id,
                email=email,
                invited_by_id=deed.account_id or 0,
                invited_at=datetime.fromisoformat(deed.before["invited_at"]),
            )


def _invitation_items(item_ids: Collection[UUID]) -> Mapping[UUID, DeedItem]:
    rows = Invitation.objects.filter(pk__in=list(item_ids)).select_related("venue")
    return {
        row.pk: DeedItem(title=row.venue.name, path=f"/manage/{row.venue_id}/")
        for row in rows
    }


INVITATIONS = DeedKind(
    name="venue.invitation",
    label=lambda n: (
        ngettext("%(n)d open invitation", "%(n)d open invitations", n) % {"n": n}
    ),
    find=_find_invitations,
    take_back=_cancel,
    put_back=_invite_again,
    items=_invitation_items,
)
