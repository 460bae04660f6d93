"""The history of a venue: who changed what, when, and the value before.

Read from the events that pghistory's triggers store for corrections and source records,
so that no write bypasses it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from geoapp.venues.compute import computed, field_names
from geoapp.venues.models import (
    Correction,
    CorrectionEvent,
    SourceRecord,
    SourceRecordEvent,
)
from geoapp.venues.record_json import to_json
from geoapp.venues.stored_records import records_about

# Every correction renews these; they are not changes of their own.
_SILENT = frozenset({"confirmed_at", "inferred"})
# Not every event is a change: a correction may repeat the value that stood.
_EVENTS_PER_CHANGE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one field. Values are in JSON form, None is unknown.

    The author is either a source (`source`, its name) or a user; `author_id` is None if
    the account has been deleted. `event_id` identifies a user's change. A change that
    `is_restored` brought back what had stood before: a moderator took something back.
    """

    at: datetime
    field: str
    before: Any
    after: Any
    source: str = ""
    author_id: int | None = None
    event_id: int | None = None
    reverts_to_sources: bool = False
    reverted_to_sources_before: bool = False
    is_restored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source's newer value of a field that has a correction."""

    field: str
    correction: Any
    source_value: Any
    source: str
    at: datetime


def history_of(venue_id: UUID) -> list[Change]:
    """Return every change of the venue, newest first."""
    lists = _values_of_lists(venue_id)
    events = CorrectionEvent.objects.filter(venue_id=venue_id).order_by("pgh_id")
    return _newest_first([*_by_people(events, lists), *_by_lists(venue_id)])


def recent_history_of(venue_id: UUID, *, limit: int) -> list[Change]:
    """Return up to `limit` of the newest changes without reading all of them."""
    lists = _values_of_lists(venue_id)
    events = _recent_events(venue_id, limit * _EVENTS_PER_CHANGE)
    changes = [
        *_by_people(events, lists),
        *_by_lists(venue_id, limit=limit),
    ]
    return _newest_first(changes)[:limit]


def correction_events_of(venue_id: UUID) -> QuerySet[CorrectionEvent]:
    """Return the events of the venue, and of what belongs to it since a merge."""
    own = Correction.objects.filter(venue_id=venue_id).values("pk")
    return CorrectionEvent.objects.filter(Q(venue_id=venue_id) | Q(pgh_obj_id__in=own))


def record_events_of(venue_id: UUID) -> QuerySet[SourceRecordEvent]:
    """Return the former records of the venue, wherever they were at the time."""
    own = SourceRecord.objects.filter(venue_id=venue_id).values("pk")
    return SourceRecordEvent.objects.filter(
        Q(venue_id=venue_id) | Q(pgh_obj_id__in=own)
    )


def _newest_first(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=lambda c: (c.at, c.event_id or 0, c.field), reverse=True)


def _recent_events(venue_id: UUID, limit: int) -> list[Any]:
    """Return the newest events, and before them the earlier one of each field."""
    events = CorrectionEvent.objects.filter(venue_id=venue_id)
    events = events.exclude(field__in=_SILENT).order_by("-pgh_id")
    newest: list[Any] = list(events[:limit])
    if len(newest) < limit:
        return newest[::-1]
    before = events.filter(pgh_id__lt=newest[-1].pgh_id)
    before = before.filter(field__in={event.field for event in newest})
    earlier = before.order_by("field", "-pgh_id").distinct("field")
    return [*earlier, *newest[::-1]]


def proposals_of(venue_id: UUID) -> list[Proposal]:
    """Return the sources' values that are newer than the corrections, by field."""
    corrections = {
        row.field: row
        for row in Correction.objects.filter(venue_id=venue_id)
        if row.field not in _SILENT
    }
    proposals: dict[str, Proposal] = {}
    for change in _by_lists(venue_id):
        row = corrections.get(change.field)
        if row is None or change.at <= row.made_at or change.after is None:
            continue
        if change.after != row.value:
            proposals[change.field] = Proposal(
                field=change.field,
                correction=row.value,
                source_value=change.after,
                source=change.source,
                at=change.at,
            )
        else:
            proposals.pop(change.field, None)
    return [proposals[field] for field in sorted(proposals)]


def _values_of_lists(venue_id: UUID) -> dict[str, Any]:
    """Return the venue's values without any corrections."""
    records = records_about([venue_id]).get(venue_id)
    return to_json(computed(records)) if records else {}


def _by_people(events: Iterable[Any], lists: dict[str, Any]) -> Iterator[Change]:
    """Yield corrections, oldest first, each with the value before it."""
    stood: dict[str, Any] = {}
    newest: dict[str, datetime] = {}
    for event in events:
        field, gone = event.field, event.pgh_label == "taken_back"
        after = lists.get(field) if gone else event.value
        is_restored = not gone and event.made_at < newest.get(field, event.made_at)
        newest[field] = max(newest.get(field, event.made_at), event.made_at)
        change = Change(
            at=event.pgh_created_at if gone or is_restored else event.made_at,
            field=field,
            before=stood.get(field, lists.get(field)),
            after=after,
            author_id=None if is_restored else event.author_id,
            is_restored=is_restored,
            event_id=event.pgh_id,
            reverts_to_sources=gone,
            reverted_to_sources_before=field not in stood,
        )
        if gone:
            stood.pop(field, None)
        else:
            stood[field] = event.value
        if field not in _SILENT and (gone or change.before != change.after):
            yield change


def _by_lists(venue_id: UUID, *, limit: int | None = None) -> Iterator[Change]:
    """Yield changes by sources, oldest first; a first record is not a change.

    With a limit, only of so many of the newest editions of each record.
    """
    records = SourceRecord.objects.filter(venue_id=venue_id, redacted=False)
    for record in records.select_related("source"):
        former = SourceRecordEvent.objects.filter(pgh_obj_id=record.pk)
        newest = list(former.order_by("-pgh_id")[:limit])
        versions: list[Any] = [*newest[::-1], record]
        for before, after in pairwise(versions):
            yield from _difference(record.source.name, before.said, after)


def _difference(source: str, before: dict[str, Any], after: Any) -> Iterator[Change]:
    for field in field_names():
        was, now = before.get(field), after.said.get(field)
        if field not in _SILENT and was != now:
            yield Change(
                at=after.recorded_at, field=field, before=was, after=now, source=source
            )


def change_named(event_id: int, changes: Sequence[Change]) -> Change | None:
    """Return the user's change with this number, or None."""
    return next((c for c in changes if c.event_id == event_id), None)
