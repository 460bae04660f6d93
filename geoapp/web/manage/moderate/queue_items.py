"""What stands in the moderation queue: its items, their groups, and what to tick."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Case, Count, Max, QuerySet, When
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.models import User
from geoapp.stewardship.actions.take_back import is_protected
from geoapp.stewardship.look_twice import QueueGroup, QueueItem, grouped
from geoapp.stewardship.models import Contribution, Decision, Report
from geoapp.venues.models import CorrectionEvent, Photo, VenueEvent

# Enough to see what belongs together; of the others the oldest come first anyway.
MAX_LOADED = 300
# At least as many as are ticked by one button, so that all of a group are decided.
MAX_SELECTED = 100
_NEW = timedelta(days=1)
REPORT = "report"

SHOWN = {
    "": _("All"),
    "new": _("New places"),
    "changes": _("Changes"),
    "tutorials": _("Tutorials"),
    "messages": _("Reports and claims"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """An item of the queue, its state for the form, and whether it is ticked.

    A report is ticked to take back what its author did, which not all have.
    """

    item: QueueItem
    value: str
    may_tick: bool
    is_ticked: bool
    is_new_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSection:
    """Rows under a heading; `group` if they share something."""

    name: str
    rows: Sequence[QueueRow]
    group: QueueGroup | None = None

    @property
    def selectable(self) -> Sequence[QueueRow]:
        """Return the rows that one button ticks, as many as are decided at once."""
        return [row for row in self.rows if row.may_tick][:MAX_SELECTED]

    @property
    def values(self) -> str:
        """Return what ticks them."""
        return " ".join(row.value for row in self.selectable)

    @property
    def selects_all(self) -> bool:
        """Return whether the button ticks every row."""
        return len(self.selectable) == len(self.rows)

    @property
    def hidden(self) -> str:
        """Return what reports hide: "area" (where something is), "whole" or "both"."""
        reports = [row.item.row for row in self.rows]
        kinds = {r.kind == "venue" for r in reports if isinstance(r, Report)}
        if len(kinds) > 1:
            return "both"
        return "area" if True in kinds else "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """A kind of items, how many of them there are, and whether it is chosen."""

    key: str
    label: Any
    count: int
    is_chosen: bool


def pending_reports() -> QuerySet[Report]:
    """Return the pending reports, those that hide something first, then by age."""
    waiting = Report.objects.filter(decision=Decision.WAITING)
    hides = Case(When(hides=True, then=0), default=1)
    return waiting.order_by(hides, "made_at", "pk")


def pending_count() -> int:
    """Return how many submissions and reports await review."""
    return Contribution.objects.pending().count() + pending_reports().count()


def queue_items() -> list[QueueItem]:
    """Return what awaits review, answers first, then oldest first."""
    rows = Contribution.objects.select_related("venue", "tutorial", "author").queue()
    submissions = [
        QueueItem(
            row=row, author=row.author, made_at=row.made_at, answers=_answers(row)
        )
        for row in rows[:MAX_LOADED]
    ]
    reports = [
        QueueItem(
            row=row,
            author=row.author,
            made_at=row.made_at,
            answers=row.appealed_at is not None,
        )
        for row in pending_reports().select_related("author", "venue")[:MAX_LOADED]
    ]
    items = [*submissions, *reports]
    return sorted(items, key=lambda item: (not item.answers, item.made_at, item.id))


def _answers(row: Contribution) -> bool:
    return bool(getattr(row, "answers", False))


def kind_of(item: QueueItem) -> str:
    """Return the key of the item's kind in SHOWN."""
    row = item.row
    if isinstance(row, Report):
        return "messages"
    if row.tutorial_id is not None:
        return "tutorials"
    return "changes" if row.is_change else "new"


def filters_of(items: Sequence[QueueItem], chosen: str) -> list[QueueFilter]:
    """Return the kinds that there are, with their numbers."""
    counts = {key: sum(kind_of(item) == key for item in items) for key in SHOWN}
    counts[""] = len(items)
    return [
        QueueFilter(key=key, label=label, count=counts[key], is_chosen=key == chosen)
        for key, label in SHOWN.items()
        if counts[key] or key == chosen
    ]


def sections_of(
    items: Sequence[QueueItem], *, ticked: Collection[str], by: User, at: datetime
) -> list[QueueSection]:
    """Return answers, what several accounts share, what hides something, the rest."""
    states = states_of(items)
    ids = {text.partition(":")[0] for text in ticked}

    def rows(those: Sequence[QueueItem]) -> list[QueueRow]:
        return [_row(item, states, ids, by=by, at=at) for item in those]

    answered = [item for item in items if item.answers]
    groups, others = grouped([item for item in items if not item.answers])
    hiding = [item for item in others if _hides(item)]
    rest = [item for item in others if not _hides(item)]
    sections = [
        QueueSection(name="answered", rows=rows(answered)),
        QueueSection(name="hidden", rows=rows(hiding)),
        *(
            QueueSection(name="group", rows=rows(group.items), group=group)
            for group in groups
        ),
        QueueSection(name="oldest", rows=rows(rest)),
    ]
    return [section for section in sections if section.rows]


def _hides(item: QueueItem) -> bool:
    return isinstance(item.row, Report) and item.row.hides


def _row(
    item: QueueItem,
    states: Mapping[UUID, str],
    ticked: Collection[str],
    *,
    by: User,
    at: datetime,
) -> QueueRow:
    key = f"{REPORT}-{item.id}" if item.is_report else str(item.id)
    author = item.author
    joined = author.date_joined if author is not None else None
    may_tick = not item.is_report or (
        author is not None and not is_protected(author, by=by)
    )
    return QueueRow(
        item=item,
        value=f"{key}:{states.get(item.id, '')}",
        may_tick=may_tick,
        is_ticked=may_tick and key in ticked,
        is_new_account=joined is not None and joined > at - _NEW,
    )


def states_of(items: Sequence[QueueItem]) -> dict[UUID, str]:
    """Return a digest of each submission, to notice that it has changed."""
    rows = [item.row for item in items if isinstance(item.row, Contribution)]
    venue_ids = [row.venue_id for row in rows if row.venue_id is not None]
    rows_of = VenueEvent.objects.filter(pgh_obj_id__in=venue_ids)
    corrections = CorrectionEvent.objects.filter(venue_id__in=venue_ids)
    photos = Photo.objects.filter(venue_id__in=venue_ids)
    parts = (
        _by_venue(rows_of, "pgh_obj_id", newest=Max("pgh_id")),
        _by_venue(corrections, "venue_id", newest=Max("pgh_id")),
        _by_venue(photos, "venue_id", newest=Max("added_at"), count=Count("pk")),
    )
    return {
        row.pk: _digest(
            [row.changes, row.made_at, *(p.get(row.venue_id) for p in parts)]
        )
        for row in rows
    }


def _by_venue(
    rows: QuerySet[Any], column: str, **aggregates: Aggregate
) -> dict[UUID | None, list[str]]:
    values = rows.order_by().values(column).annotate(**aggregates)
    return {row.pop(column): sorted(map(str, row.values())) for row in values}


def _digest(state: list[Any]) -> str:
    text = json.dumps(state, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
