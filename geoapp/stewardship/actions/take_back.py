"""Take back everything that some accounts did, in one action that can be undone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.actions.decide import MAX_REASON_LENGTH, ReasonMissing
from geoapp.stewardship.deeds import Deed, DeedKind, TakenDeed, deed_kinds
from geoapp.stewardship.models import (
    Contribution,
    Ground,
    TakeBack,
    TakeBackAccount,
    TakeBackStep,
)
from geoapp.stewardship.settled_changes import (
    SETTLED,
    pending_changes,
    settled_since,
)
from geoapp.stewardship.take_back_reports import (
    Wording,
    decide_about,
    decide_about_places,
)
from geoapp.venues.models import ManagerChange, ManagerEvent, Venue

MAX_ACCOUNTS = 100


class ProtectedAccount(DomainError):
    """Nobody takes back what moderators, staff or they themselves did."""


class NoAccounts(DomainError):
    """None of the accounts exists, or there are too many at once."""


class NothingToTakeBack(DomainError):
    """The accounts did nothing that still holds, and are not to be closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedsOfKind:
    """The deeds of one kind, in the order in which they are taken back."""

    kind: DeedKind
    deeds: Sequence[Deed]


def takeable_accounts(account_ids: Collection[int], *, by: User) -> list[User]:
    """Return these accounts, the oldest first. Raises ProtectedAccount and NoAccounts.

    At most `MAX_ACCOUNTS` at once.
    """
    rows = User.objects.filter(pk__in=list(account_ids))
    accounts = list(rows.order_by("date_joined", "pk")[: MAX_ACCOUNTS + 1])
    if not 0 < len(accounts) <= MAX_ACCOUNTS:
        raise NoAccounts(f"Choose up to {MAX_ACCOUNTS} accounts.")
    if any(is_protected(account, by=by) for account in accounts):
        raise ProtectedAccount("This is a moderator's account, or your own.")
    return accounts


def is_protected(account: User, *, by: User) -> bool:
    """Return whether this person may not take back what the account did."""
    return account.is_moderator or account.is_staff or account.pk == by.pk


def deeds_of(account_ids: Collection[int]) -> list[DeedsOfKind]:
    """Return everything that these accounts did and that still holds."""
    found = (DeedsOfKind(kind=k, deeds=k.find(account_ids)) for k in deed_kinds())
    return [row for row in found if row.deeds]


@transaction.atomic
def take_back(
    *,
    account_ids: Collection[int],
    by: User,
    reason: str,
    ground: Ground = Ground.CONDUCT,
    closes: bool,
    at: datetime,
) -> TakeBack:
    """Take back all that these accounts did; if `closes`, nobody can use them any more.

    Each account gets the reason by email and can appeal; it is in the active language.
    `at` is aware. Raises ProtectedAccount, NoAccounts, NothingToTakeBack, ReasonMissing
    and TextTooLong.
    """
    # Whoever sends the form twice waits here, and finds nothing left to take back.
    lock_users(account_ids)
    accounts = takeable_accounts(account_ids, by=by)
    reason = paragraphs(reason, longest=MAX_REASON_LENGTH)
    if not reason:
        raise ReasonMissing("Enter a reason. The people concerned will read it.")
    ids = [account.pk for account in accounts]
    venue_ids = {deed.venue_id for row in deeds_of(ids) for deed in row.deeds}
    lock_venues(venue_ids)
    action = TakeBack.objects.create(by=by, at=at, reason=reason)
    rows = _account_rows(action, accounts, closes=closes)
    waiting = pending_changes([pk for pk in venue_ids if pk is not None])
    number = _take_deeds_back(rows, ids, waiting=waiting, by=by, at=at)
    if not number and not any(row.is_closed for row in rows.values()):
        raise NothingToTakeBack("These accounts did nothing that could be taken back.")
    wording = Wording(reason=reason, ground=ground)
    for account in accounts:
        row = rows[account.pk]
        decide_about(row, person=account, by=by, wording=wording, at=at)
    decide_about_places(action, by=by, wording=wording, at=at)
    return action


def lock_users(user_ids: Collection[int | None]) -> None:
    """Lock these accounts in one order, before any venue.

    No key: what others save about a venue meanwhile refers to its author.
    """
    keys = {pk for pk in user_ids if pk is not None}
    locked = User.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(locked.order_by("pk").values_list("pk"))


def lock_venues(venue_ids: Iterable[UUID | None]) -> None:
    """Lock these venues in one order, first of all, so that nothing deadlocks."""
    keys = {pk for pk in venue_ids if pk is not None}
    locked = Venue.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    list(locked.values_list("pk"))


def _account_rows(
    action: TakeBack, accounts: Iterable[User], *, closes: bool
) -> dict[int, TakeBackAccount]:
    rows = {}
    for account in accounts:
        is_closed = closes and account.is_active
        if is_closed:
            account.is_active = False
            account.save(update_fields=["is_active"])
        rows[account.pk] = TakeBackAccount(
            take_back=action, user=account, is_closed=is_closed
        )
    TakeBackAccount.objects.bulk_create(rows.values())
    return rows


def _take_deeds_back(
    accounts: dict[int, TakeBackAccount],
    ids: list[int],
    *,
    waiting: Collection[Contribution],
    by: User,
    at: datetime,
) -> int:
    """Take the deeds back and store them as steps; return how many there are."""
    taken: list[tuple[DeedKind, TakenDeed]] = []
    for kind in deed_kinds():
        # Found under the locks, and after what the kinds before have taken back.
        deeds = kind.find(ids)
        rows = kind.take_back(deeds, by=by, at=at) if deeds else []
        taken += [(kind, row) for row in rows]
    settled = settled_since(waiting, [row for _kind, row in taken])
    # First, so that they are put back last, when the values stand again.
    ordered = [*((SETTLED, row) for row in settled), *taken]
    TakeBackStep.objects.bulk_create(
        _step(accounts, kind, row, number=number)
        for number, (kind, row) in enumerate(ordered)
    )
    return len(taken)


def _step(
    accounts: dict[int, TakeBackAccount],
    kind: DeedKind,
    deed: TakenDeed,
    *,
    number: int,
) -> TakeBackStep:
    return TakeBackStep(
        account=accounts[deed.account_id or 0],
        number=number,
        kind=kind.name,
        item_id=deed.item_id,
        detail=deed.detail,
        before=dict(deed.before),
    )


def related_accounts(account_ids: Collection[int]) -> QuerySet[User]:
    """Return accounts that came in through these by invitation, or let them in."""
    ids: list[Any] = list(account_ids)
    invited = Q(pk__in=_joined(by__in=ids).values("user"))
    inviting = Q(pk__in=_joined(user__in=ids).values("by"))
    rows = User.objects.filter(invited | inviting).exclude(pk__in=ids)
    return rows.filter(is_moderator=False, is_staff=False).order_by("date_joined", "pk")


def _joined(**terms: Any) -> QuerySet[ManagerChange]:
    return ManagerChange.objects.filter(event=ManagerEvent.JOINED, **terms)
