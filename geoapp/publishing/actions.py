"""The projection's only writer: changed venues are removed and written again."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from geoapp.crafts.vocabulary import current
from geoapp.publishing.changes import date_rows
from geoapp.publishing.models import (
    PublishedEquipment,
    PublishedOffer,
    PublishedOpening,
    PublishedVenue,
)
from geoapp.publishing.projection_rows import Rows, rows_of
from geoapp.venues.models import Publication, Venue

BATCH = 500
# Openings are computed anew when less than this is left of their horizon.
RENEW_BEFORE = timedelta(days=20)


def refresh(*, venue_ids: Collection[UUID], at: datetime) -> None:
    """Write the projection of changed venues; remove those that are not public.

    `at` (aware) is the time of the change, from which hours are evaluated.
    """
    _write(venue_ids, at=at, is_change=True)


@transaction.atomic
def _write(venue_ids: Collection[UUID], *, at: datetime, is_change: bool) -> None:
    ids = list(venue_ids)
    # Two verbs on one venue must not interleave their deletes and inserts.
    venues = (
        Venue.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    )
    list(venues.values_list("pk"))
    # Most changes are of drafts: their details are not read.
    public = Venue.objects.filter(pk__in=ids, publication=Publication.PUBLISHED)
    vocabulary = current()
    rows = [
        row
        for venue in public.with_details()
        if (row := rows_of(venue, vocabulary=vocabulary, at=at))
    ]
    date_rows(ids, [row.venue for row in rows], at=at, is_change=is_change)
    _replace(ids, rows)


def rebuild(*, at: datetime, progress: Callable[[int, int], None] | None = None) -> int:
    """Rebuild the whole projection, batch by batch; return the number of venues.

    `progress` is called with (done, total). Each batch is a transaction, so that
    a killed rebuild leaves a usable map and can be run again.
    """
    gone = PublishedVenue.objects.exclude(pk__in=Venue.objects.values("pk"))
    left = list(gone.values_list("pk", flat=True))
    date_rows(left, [], at=at, is_change=False)
    _replace(left, [])
    total = Venue.objects.count()
    done = 0
    for batch in _batches():
        _write(batch, at=at, is_change=False)
        done += len(batch)
        if progress:
            progress(done, total)
    return PublishedVenue.objects.count()


def renew_openings(*, at: datetime) -> int:
    """Evaluate further the opening hours that are nearing their horizon."""
    due = (
        PublishedOpening.objects.filter(computed_until__lt=at + RENEW_BEFORE)
        .values_list("venue_id", flat=True)
        .distinct()
    )
    ids = list(due)
    for start in range(0, len(ids), BATCH):
        _write(ids[start : start + BATCH], at=at, is_change=False)
    return len(ids)


def _batches() -> Iterator[list[UUID]]:
    ids = list(Venue.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _replace(ids: list[UUID], rows: list[Rows]) -> None:
    number, _by_model = PublishedVenue.objects.filter(pk__in=ids).delete()
    if number or rows:  # else it was not public, and is not now
        for model in (PublishedOffer, PublishedEquipment, PublishedOpening):
            model.objects.filter(venue_id__in=ids).delete()
    PublishedVenue.objects.bulk_create(row.venue for row in rows)
    PublishedOffer.objects.bulk_create(o for row in rows for o in row.offers)
    PublishedEquipment.objects.bulk_create(e for row in rows for e in row.equipment)
    PublishedOpening.objects.bulk_create(o for row in rows for o in row.openings)
