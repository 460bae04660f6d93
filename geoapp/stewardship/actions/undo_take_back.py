"""Undo a take-back, for all its accounts or for one whose appeal was right."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.stewardship.actions.take_back import lock_users, lock_venues
from geoapp.stewardship.deeds import TakenDeed, deed_kinds
from geoapp.stewardship.models import (
    Contribution,
    Report,
    TakeBack,
    TakeBackAccount,
    TakeBackStep,
)
from geoapp.stewardship.restrictions import is_removed
from geoapp.stewardship.take_back_reports import (
    PLACE_KIND,
    decide_otherwise,
    decide_otherwise_about_places,
    decider_of,
    lock_decisions,
    tell_about_places,
)
from geoapp.venues.actions.change_publication import restore_publication
from geoapp.venues.models import Publication, Venue


class OwnTakeBack(DomainError):
    """Nobody decides about what was taken back of their own account."""


class AlreadyUndone(DomainError):
    """There is no such take-back, or it has been undone already."""


@transaction.atomic
def undo_take_back(*, take_back_id: UUID, by: User, at: datetime) -> TakeBack:
    """Put back everything that was taken back, and open the accounts again.

    What somebody has changed since then stays. It is undone once; `at` is aware.
    Raises AlreadyUndone and OwnTakeBack.
    """
    people = TakeBackAccount.objects.filter(take_back=take_back_id)
    # The decisions first: whoever decides about an appeal holds one of them already.
    lock_decisions(people.values_list("pk", flat=True))
    lock_users(people.values_list("user", flat=True))
    rows = TakeBack.objects.select_for_update(of=("self",))
    action = rows.filter(pk=take_back_id, undone_at=None).first()
    if action is None:
        raise AlreadyUndone("This has already been undone.")
    if action.accounts.filter(user=by).exists():
        raise OwnTakeBack("Another moderator has to undo this.")
    standing = action.accounts.filter(undone_at=None).select_for_update(of=("self",))
    accounts = list(standing.select_related("user").order_by("pk"))
    _put_back(accounts, by=by, at=at)
    for account in accounts:
        decide_otherwise(account, by=by, at=at)
    action.undone_at, action.undone_by = at, by
    action.save(update_fields=["undone_at", "undone_by"])
    return action


@transaction.atomic
def undo_for_account(*, account_id: UUID, at: datetime) -> None:
    """Undo it for one account, after an appeal; idempotent.

    The moderator who decided about the appeal stands in its report, which is locked.
    """
    lock_users(
        TakeBackAccount.objects.filter(pk=account_id).values_list("user", flat=True)
    )
    whole = TakeBack.objects.select_for_update().filter(accounts=account_id)
    list(whole.values_list("pk"))
    rows = TakeBackAccount.objects.select_for_update(of=("self",))
    account = rows.select_related("user", "take_back__by").get(pk=account_id)
    if account.undone_at is not None or account.user is None:
        return
    by = decider_of(account) or account.take_back.by or account.user
    _put_back([account], by=by, at=at)
    others = TakeBackAccount.objects.filter(
        take_back=account.take_back_id, undone_at=None
    )
    if not others.exists():
        TakeBack.objects.filter(pk=account.take_back_id).update(undone_at=at)


@transaction.atomic
def undo_for_place(*, decision: Report, by: User, at: datetime) -> None:
    """Undo it for one place, after an appeal by somebody else who manages it.

    The place is locked. What had not been reviewed awaits review again. Idempotent.
    """
    place_id = decision.item_id
    steps = TakeBackStep.objects.filter(
        kind=PLACE_KIND, item_id=place_id, undone_at=None
    )
    rows = list(steps.select_related("account"))
    # What putting it back needs went with a deleted account; the decision has it too.
    _put_steps_back(
        [step for step in rows if step.account.user_id is not None], by=by, at=at
    )
    steps.update(undone_at=at)
    if not is_removed(PLACE_KIND, place_id):
        publication = Publication(decision.publication_before or Publication.PENDING)
        restore_publication(venue_ids=[place_id], publication=publication)
        _await_review_again(decision, at=at)


def _await_review_again(decision: Report, *, at: datetime) -> None:
    """Submit a pending place again in a manager's name, unless it is in the queue."""
    place = Venue.objects.get(pk=decision.item_id)
    submissions = Contribution.objects.of_venue(place.pk).pending().filter(changes={})
    if place.publication != Publication.PENDING or submissions.exists():
        return
    managers = decision.concerned.filter(is_active=True).order_by("pk")
    Contribution.objects.create(author=managers.first(), venue=place, made_at=at)


def _put_back(accounts: Sequence[TakeBackAccount], *, by: User, at: datetime) -> None:
    # What a deleted account did stays taken back.
    there = [account.pk for account in accounts if account.user is not None]
    steps = list(
        TakeBackStep.objects.filter(account__in=there, undone_at=None)
        .select_related("account")
        .order_by("-number")
    )
    ids = {step.item_id for step in steps}
    lock_venues(
        ids | {UUID(step.before["venue"]) for step in steps if "venue" in step.before}
    )
    places = [step.item_id for step in steps if step.kind == PLACE_KIND]
    decided = decide_otherwise_about_places(places, by=by, at=at)
    _put_steps_back(steps, by=by, at=at)
    tell_about_places(decided, at=at)
    for account in accounts:
        _open_again(account, at=at)


def _put_steps_back(steps: Sequence[TakeBackStep], *, by: User, at: datetime) -> None:
    # First, so that they do not hold any more what they put back.
    keys = [step.pk for step in steps]
    TakeBackStep.objects.filter(pk__in=keys).update(undone_at=at)
    kinds = {kind.name: kind for kind in deed_kinds()}
    for name, rows in groupby(steps, key=lambda step: step.kind):
        if name in kinds:
            kinds[name].put_back([_taken(step) for step in rows], by=by, at=at)


def _taken(step: TakeBackStep) -> TakenDeed:
    return TakenDeed(
        account_id=step.account.user_id,
        item_id=step.item_id,
        detail=step.detail,
        before=step.before,
    )


def _open_again(account: TakeBackAccount, *, at: datetime) -> None:
    person = account.user
    account.undone_at = at
    account.save(update_fields=["undone_at"])
    if person is None:
        return
    standing = TakeBackAccount.objects.filter(user=person, undone_at=None)
    if account.is_closed and not standing.exists():
        person.is_active = True
        person.save(update_fields=["is_active"])
