"""What a take-back is about, as lists for its pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from geoapp.accounts.models import User
from geoapp.stewardship.actions.take_back import DeedsOfKind
from geoapp.stewardship.deeds import Deed, DeedItem, DeedKind, deed_kinds
from geoapp.stewardship.models import Contribution, Decision, TakeBackStep
from geoapp.venues.models import CorrectionEvent

MAX_ITEMS = 40
# Every change renews the date of confirmation: no change of its own.
_SILENT = "confirmed_at"
_PLACES = "venue"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedField:
    """A field and its values: what stands, and what stood before.

    `from_sources` if that was the sources' value.
    """

    field: str
    current: Any
    before: Any
    from_sources: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenItem:
    """One thing that goes, with the fields changed of it."""

    item: DeedItem
    fields: tuple[ChangedField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenKind:
    """What goes of one kind: its count in words, and the first of the items."""

    label: str
    count: int
    items: Sequence[TakenItem]

    more: int = 0  # items that are not in the list


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account as moderators see it."""

    user: User
    accepted: int
    declined: int


def previewed(found: Iterable[DeedsOfKind]) -> list[TakenKind]:
    """Return what would go, without writing anything: places first."""
    kinds = []
    for row in sorted(found, key=lambda row: row.kind.name != _PLACES):
        deeds = [deed for deed in row.deeds if deed.detail != _SILENT]
        if row.kind.label is not None and deeds:
            items = _items(row.kind, deeds)
            kind = TakenKind(
                label=row.kind.label(len(deeds)),
                count=len(deeds),
                items=items,
                more=_left_out(deed.item_id for deed in deeds),
            )
            kinds.append(kind)
    return kinds


def taken(steps: Iterable[TakeBackStep]) -> list[TakenKind]:
    """Return what went."""
    ids_by_kind: dict[str, list[UUID]] = {}
    for step in steps:
        if step.detail != _SILENT:
            ids_by_kind.setdefault(step.kind, []).append(step.item_id)
    kinds = []
    for kind in sorted(deed_kinds(), key=lambda kind: kind.name != _PLACES):
        ids = ids_by_kind.get(kind.name, [])
        if kind.label is not None and ids:
            items = [
                TakenItem(item=item)
                for item in kind.items(list(dict.fromkeys(ids))[:MAX_ITEMS]).values()
            ]
            row = TakenKind(
                label=kind.label(len(ids)),
                count=len(ids),
                items=items,
                more=_left_out(ids),
            )
            kinds.append(row)
    return kinds


def account_rows(accounts: Iterable[User]) -> list[AccountRow]:
    """Return the accounts with how often their submissions were accepted, declined."""
    users = list(accounts)
    counts = Contribution.objects.filter(author__in=users).values("author")
    rows = counts.annotate(
        accepted=Count("pk", filter=Q(decision=Decision.ACCEPTED)),
        declined=Count("pk", filter=Q(decision=Decision.REFUSED)),
    )
    by_author = {row["author"]: row for row in rows}
    nothing = {"accepted": 0, "declined": 0}
    return [
        AccountRow(
            user=user,
            accepted=by_author.get(user.pk, nothing)["accepted"],
            declined=by_author.get(user.pk, nothing)["declined"],
        )
        for user in users
    ]


def _left_out(item_ids: Iterable[UUID]) -> int:
    return max(0, len(set(item_ids)) - MAX_ITEMS)


def _items(kind: DeedKind, deeds: Sequence[Deed]) -> list[TakenItem]:
    by_item: dict[UUID, list[Deed]] = {}
    for deed in deeds:
        by_item.setdefault(deed.item_id, []).append(deed)
    shown = dict(list(by_item.items())[:MAX_ITEMS])
    items = kind.items(shown)
    changes = [deed.basis for rows in shown.values() for deed in rows if deed.detail]
    events = _events(changes) if kind.name == "venue.change" else {}
    return [
        TakenItem(
            item=items[item_id],
            fields=tuple(_field(deed, events) for deed in rows) if events else (),
        )
        for item_id, rows in shown.items()
        if item_id in items
    ]


def _events(changes: Iterable[Any]) -> Mapping[int, Any]:
    numbers = {n for change in changes for n in (change.event_id, change.before_id)}
    return CorrectionEvent.objects.in_bulk([n for n in numbers if n is not None])


def _field(deed: Deed, events: Mapping[int, Any]) -> ChangedField:
    current = events.get(deed.basis.event_id)
    before = events.get(deed.basis.before_id)
    return ChangedField(
        field=deed.detail,
        current=current.value if current is not None else None,
        before=before.value if before is not None else None,
        from_sources=before is None or before.pgh_label == "taken_back",
    )
