"""Pending changes that have nothing left to change leave the queue by themselves."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from geoapp.accounts.models import User
from geoapp.stewardship.deeds import Deed, DeedKind, TakenDeed
from geoapp.stewardship.models import Contribution, Decision
from geoapp.stewardship.rules import PHOTOS
from geoapp.venues.models import Photo
from geoapp.venues.stored_records import values_of


def take_back_settled_changes(
    *, venue_ids: Collection[UUID], **_signal: object
) -> None:
    """Withdraw pending changes to what the venue says already.

    Receives `venues_changed`, in the transaction of the change, with the venue locked.
    """
    waiting = Contribution.objects.pending().filter(venue_id__in=venue_ids)
    for row in waiting.exclude(changes={}).exclude(venue__publication="merged"):
        if row.venue_id is not None and _is_settled(row, row.venue_id):
            mine = Contribution.objects.filter(pk=row.pk, decision=Decision.WAITING)
            mine.update(decision=Decision.TAKEN_BACK, decided_at=timezone.now())


def pending_changes(venue_ids: Collection[UUID]) -> list[Contribution]:
    """Return the pending changes of these venues, to see later which were settled."""
    waiting = Contribution.objects.pending().filter(venue_id__in=venue_ids)
    return list(waiting.exclude(changes={}).order_by("made_at", "pk"))


def settled_since(
    changes: Collection[Contribution], taken: Sequence[TakenDeed]
) -> list[TakenDeed]:
    """Return which of the changes these deeds have settled, to be put back with them.

    Each belongs to an account whose change of the same venue was taken back.
    """
    accounts = {deed.item_id: deed.account_id for deed in taken if deed.detail}
    own = {deed.item_id for deed in taken}
    rows = Contribution.objects.filter(pk__in=[row.pk for row in changes])
    return [
        TakenDeed(
            account_id=accounts[row.venue_id],
            item_id=row.pk,
            before={"decision": Decision.WAITING},
        )
        for row in rows.filter(decision=Decision.TAKEN_BACK).order_by("pk")
        if row.venue_id in accounts and row.pk not in own
    ]


def _nothing_found(account_ids: Collection[int]) -> list[Deed]:
    """Return nothing: nobody did it, it follows from what is taken back."""
    del account_ids
    return []


def _nothing_taken(deeds: Sequence[Deed], *, by: User, at: datetime) -> list[TakenDeed]:
    del deeds, by, at
    return []


def _await_review_again(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    """Let them await review again, but for what has been settled otherwise since."""
    del by, at
    ids = [deed.item_id for deed in deeds]
    rows = Contribution.objects.filter(pk__in=ids, decision=Decision.TAKEN_BACK)
    for row in rows.order_by("made_at", "pk"):
        venue_id = row.venue_id
        if venue_id is None or _is_settled(row, venue_id):
            continue
        if _is_sent_again(row, venue_id):
            continue
        row.decision, row.decided_at = Decision.WAITING, None
        row.save(update_fields=["decision", "decided_at"])


def _is_sent_again(row: Contribution, venue_id: UUID) -> bool:
    """Return whether its author has another pending change of one of the fields."""
    waiting = Contribution.objects.of_venue(venue_id).pending()
    return any(
        not row.changes.keys().isdisjoint(other.changes)
        for other in waiting.filter(author=row.author_id)
    )


SETTLED = DeedKind(
    name="submission.settled",
    find=_nothing_found,
    take_back=_nothing_taken,
    put_back=_await_review_again,
)


def _is_settled(row: Contribution, venue_id: UUID) -> bool:
    photos = Photo.objects.filter(pk__in=row.changes.get(PHOTOS, ()), accepted=False)
    if photos.exists():
        return False
    values = values_of(venue_id)
    return all(
        value == values.get(field)
        for field, value in row.changes.items()
        if field != PHOTOS
    )
