"""What people did, as something that moderators take back and put back.

Each kind is one declaration. Those of venues, photos and tutorials belong to their
content kinds; packages above declare theirs with their own kinds.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from geoapp.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDeed:
    """A deed that was taken back; `before` is what putting it back needs, as JSON."""

    account_id: int | None
    item_id: UUID
    detail: str = ""
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that an account did, and that still holds.

    `item_id` and `detail` name it within its kind; several deeds can be about one item.
    `venue_id` is the place to lock. `basis` is for the kind that found it.
    """

    account_id: int
    item_id: UUID
    detail: str = ""
    venue_id: UUID | None = None
    basis: Any = None

    def taken(self, **before: Any) -> TakenDeed:
        """Return it as taken back, with what putting it back needs, as JSON."""
        return TakenDeed(
            account_id=self.account_id,
            item_id=self.item_id,
            detail=self.detail,
            before=before,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedItem:
    """What a deed is about, for moderators; `path` is "" without a page."""

    title: str
    path: str = ""


class TakeBackDeeds(Protocol):
    """Take back these deeds, all found under the locks that are held."""

    def __call__(
        self, deeds: Sequence[Deed], *, by: User, at: datetime
    ) -> list[TakenDeed]:
        """Return those that were taken back, in the order in which it was done."""
        ...


class PutBackDeeds(Protocol):
    """Put back what was taken back, but for what somebody has changed since."""

    def __call__(self, deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
        """Do so in the given order; `at` is aware."""
        ...


def _no_items(item_ids: Collection[UUID]) -> Mapping[UUID, DeedItem]:
    del item_ids
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedKind:
    """A kind of deeds. `find` returns those of the given accounts.

    `label` counts them ("3 places"); None for what only follows from others. `items`
    returns what the deeds with these `item_id` are about. What is taken back of a kind
    that is named like a content kind returns only after a review.
    """

    name: str  # stored, so it never changes
    find: Callable[[Collection[int]], Sequence[Deed]]
    take_back: TakeBackDeeds
    put_back: PutBackDeeds
    label: Callable[[int], str] | None = None
    items: Callable[[Collection[UUID]], Mapping[UUID, DeedItem]] = _no_items


_kinds: dict[str, DeedKind] = {}


def register_deed_kinds(kinds: Sequence[DeedKind]) -> None:
    """Add kinds of deeds; they are taken back in this order and put back in reverse."""
    _kinds.update({kind.name: kind for kind in kinds})


def deed_kinds() -> tuple[DeedKind, ...]:
    """Return every kind of deeds in the order of registration."""
    return tuple(_kinds.values())
