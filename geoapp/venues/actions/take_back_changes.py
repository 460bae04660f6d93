"""Take back changes of venues by some people, and put them back later.

Which values stood is read from the history, and named by the numbers of its events, so
that what is erased there is erased for good.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from geoapp.accounts.models import User
from geoapp.venues.actions.compute_venues import compute_venues
from geoapp.venues.actions.correct_venue import delete_correction, set_correction
from geoapp.venues.actions.take_back_slugs import FormerSlugs, put_back, take_back_slug
from geoapp.venues.models import CorrectionEvent, Publication, Venue, VenueEvent
from geoapp.venues.signals import send_venues_changed

_TAKEN_BACK = "taken_back"  # the label of an event that removed a correction


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingChange:
    """A value by one of these people that stands, and what stood before.

    `event_id` made it. `before_id` is the newest event by anybody else, None if there
    is none: then the sources' value stood.
    """

    venue_id: UUID
    field: str
    author_id: int
    event_id: int
    before_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredChange:
    """What putting back a change needs: its event, and the event of taking it back.

    `slugs` are those of the name, if that is the field.
    """

    venue_id: UUID
    field: str
    event_id: int
    left_id: int
    slugs: FormerSlugs | None = None


def standing_changes(
    author_ids: Collection[int], *, except_venues: Collection[UUID] = ()
) -> list[StandingChange]:
    """Return the fields whose value is by one of these people, in a stable order.

    A field that somebody else has changed since is not among them.
    """
    own = CorrectionEvent.objects.filter(author_id__in=list(author_ids))
    touched = Venue.objects.filter(pk__in=own.values("venue_id"))
    touched = touched.exclude(publication=Publication.MERGED)
    venue_ids = touched.exclude(pk__in=list(except_venues)).values("pk")
    events = CorrectionEvent.objects.filter(venue_id__in=venue_ids)
    rows = events.order_by("venue_id", "field", "pgh_id")
    by_field: dict[tuple[UUID, str], list[_Event]] = defaultdict(list)
    for venue_id, field, *event in rows.values_list(
        *("venue_id", "field", "pgh_id", "author_id", "pgh_label", "made_at", "value")
    ):
        by_field[venue_id, field].append(_Event(*event))
    return list(_standing(by_field, frozenset(author_ids)))


class _Event(NamedTuple):
    number: int
    author_id: int | None
    label: str
    made_at: datetime
    value: Any

    def standing_value(self) -> tuple[object, ...]:
        """Return what an event that restores this one has in common with it.

        It is the same value of the same person and time; a removal restores nothing.
        """
        if self.label == _TAKEN_BACK:
            return (self.number,)
        value = json.dumps(self.value, sort_keys=True)
        return (self.author_id, self.made_at, value)


def _standing(
    by_field: Mapping[tuple[UUID, str], list[_Event]], author_ids: frozenset[int]
) -> Iterator[StandingChange]:
    for (venue_id, field), history in by_field.items():
        events = _without_taken_back(history)
        last = events[-1]
        others = (e.number for e in events[::-1] if e.author_id not in author_ids)
        before_id = next(others, None)
        # What they said and removed themselves has changed nothing.
        is_nothing = last.label == _TAKEN_BACK and before_id is None
        if last.author_id in author_ids and not is_nothing:
            yield StandingChange(
                venue_id=venue_id,
                field=field,
                author_id=last.author_id or 0,
                event_id=last.number,
                before_id=before_id,
            )


def _without_taken_back(history: Sequence[_Event]) -> list[_Event]:
    """Leave out what was taken back before: from a value to where it stands again."""
    events: dict[tuple[object, ...], _Event] = {}  # in the order of the history
    for event in history:
        key = event.standing_value()
        while key in events:
            events.popitem()  # each goes once: a long history takes no longer per event
        events[key] = event
    return list(events.values())


@transaction.atomic
def take_back_changes(
    *, changes: Sequence[StandingChange], by: User
) -> list[RestoredChange]:
    """Restore what stood before each of these changes, with its author and time.

    The caller has locked the venues. A name takes its former slug with it.
    """
    venues = Venue.objects.in_bulk({change.venue_id for change in changes})
    former = _events(change.before_id for change in changes)
    for change in changes:
        event = former.get(change.before_id or 0)
        _restore(venues[change.venue_id], change.field, event, by=by)
    renamed = [c.venue_id for c in changes if c.field == "name"]
    stood = _newest_rows(renamed)
    compute_venues(venue_ids=list(venues))
    slugs = {
        venue_id: take_back_slug(venue_id=venue_id, row_id=stood[venue_id])
        for venue_id in renamed
    }
    send_venues_changed(list(venues))
    left = _newest_events(venues)
    return [
        RestoredChange(
            venue_id=change.venue_id,
            field=change.field,
            event_id=change.event_id,
            left_id=left[change.venue_id, change.field],
            slugs=slugs[change.venue_id] if change.field == "name" else None,
        )
        for change in changes
    ]


@transaction.atomic
def put_changes_back(*, changes: Sequence[RestoredChange], by: User) -> None:
    """Undo take_back_changes; what somebody changed since then stays.

    The caller has locked the venues.
    """
    venues = Venue.objects.in_bulk({change.venue_id for change in changes})
    venues = {pk: v for pk, v in venues.items() if v.publication != Publication.MERGED}
    newest = _newest_events(venues)
    events = _events(change.event_id for change in changes)
    unchanged = [
        change
        for change in changes
        if change.event_id in events
        and newest.get((change.venue_id, change.field)) == change.left_id
    ]
    for change in unchanged:
        event = events[change.event_id]
        _restore(venues[change.venue_id], change.field, event, by=by)
    touched = {change.venue_id for change in unchanged}
    compute_venues(venue_ids=touched)
    for change in unchanged:
        if change.slugs is not None:
            put_back(venue_id=change.venue_id, slugs=change.slugs)
    send_venues_changed(list(touched))


def _restore(venue: Venue, field: str, event: Any, *, by: User) -> None:
    """Let the value of this event stand again; without one, the sources' value."""
    if event is None or event.pgh_label == _TAKEN_BACK:
        author = by if event is None else _author(event) or by
        delete_correction(venue, field=field, author=author)
        return
    set_correction(
        venue=venue,
        field=field,
        value=event.value,
        author=_author(event),
        at=event.made_at,
    )


def _author(event: Any) -> User | None:
    return User.objects.filter(pk=event.author_id).first()


def _events(numbers: Iterator[int | None]) -> dict[int, Any]:
    keys = [number for number in numbers if number is not None]
    return CorrectionEvent.objects.in_bulk(keys)


def _newest_events(venue_ids: Collection[UUID]) -> dict[tuple[UUID, str], int]:
    rows = CorrectionEvent.objects.filter(venue_id__in=list(venue_ids))
    newest = rows.values("venue_id", "field").annotate(newest=Max("pgh_id"))
    return {(row["venue_id"], row["field"]): row["newest"] for row in newest}


def _newest_rows(venue_ids: Collection[UUID]) -> dict[UUID, int]:
    rows = VenueEvent.objects.filter(pgh_obj_id__in=list(venue_ids))
    newest = rows.values("pgh_obj_id").annotate(newest=Max("pgh_id"))
    return {row["pgh_obj_id"]: row["newest"] for row in newest}
