"""What others have changed at a venue, for one of its managers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from geoapp.stewardship.models import Contribution, Decision
from geoapp.stewardship.rules import PHOTOS
from geoapp.venues.history import history_of
from geoapp.venues.models import Publication, Venue, VenueEvent

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeByOthers:
    """Changes by one person at one time; `fields` may hold "photos" and "withdrawn".

    `author_id` is None if it is not known. `is_pending` changes await review.
    """

    at: datetime
    author_id: int | None
    fields: tuple[str, ...]
    is_pending: bool = False


def changes_by_others(
    venue: Venue, *, user_id: int, since: datetime, until: datetime
) -> list[ChangeByOthers]:
    """Return what people other than `user_id` changed, oldest first.

    After `since`, up to `until` (aware). Changes by imported lists are left out.
    """
    changes = [
        *_corrections(venue, user_id, since=since, until=until),
        *_pending(venue, user_id, since=since, until=until),
        *_photos(venue, user_id, since=since, until=until),
        *_withdrawals(venue, since=since, until=until),
    ]
    return sorted(changes, key=lambda change: change.at)


def _corrections(
    venue: Venue, user_id: int, *, since: datetime, until: datetime
) -> Iterator[ChangeByOthers]:
    fields: dict[tuple[datetime, int | None], set[str]] = {}
    for change in history_of(venue.pk):
        by_others = not change.source and change.author_id != user_id
        if by_others and since < change.at <= until:
            fields.setdefault((change.at, change.author_id), set()).add(change.field)
    for (at, author_id), names in fields.items():
        yield ChangeByOthers(at=at, author_id=author_id, fields=tuple(sorted(names)))


def _pending(
    venue: Venue, user_id: int, *, since: datetime, until: datetime
) -> Iterator[ChangeByOthers]:
    rows = Contribution.objects.of_venue(venue.pk).exclude(changes={})
    rows = rows.filter(decision=Decision.WAITING).exclude(author_id=user_id)
    for row in rows.filter(made_at__gt=since, made_at__lte=until):
        yield ChangeByOthers(
            at=row.made_at,
            author_id=row.author_id,
            fields=tuple(sorted(row.changes)),
            is_pending=True,
        )


def _photos(
    venue: Venue, user_id: int, *, since: datetime, until: datetime
) -> Iterator[ChangeByOthers]:
    for row in venue.photos.accepted_since(since).exclude(added_by_id=user_id):
        at = row.accepted_at or row.added_at
        if at <= until:
            yield ChangeByOthers(at=at, author_id=row.added_by_id, fields=(PHOTOS,))


def _withdrawals(
    venue: Venue, *, since: datetime, until: datetime
) -> Iterator[ChangeByOthers]:
    """Yield the withdrawals; it is not stored who made them."""
    if venue.publication != Publication.WITHDRAWN:
        return
    events = VenueEvent.objects.filter(pgh_obj_id=venue.pk).order_by("pgh_id")
    before = ""
    for publication, at in events.values_list("publication", "pgh_created_at"):
        is_new = publication == Publication.WITHDRAWN and before != publication
        if is_new and since < at <= until:
            yield ChangeByOthers(at=at, author_id=None, fields=(WITHDRAWN,))
        before = publication
