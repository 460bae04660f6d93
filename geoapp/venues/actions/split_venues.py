"""Split two venues that were merged: everything goes back to where it was."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.venues.actions.compute_venues import compute_venues
from geoapp.venues.actions.correct_venue import delete_correction, set_correction
from geoapp.venues.actions.merge_venues import stored_corrections
from geoapp.venues.actions.ownership import ensure_owner
from geoapp.venues.models import (
    CorrectionEvent,
    Invitation,
    LiveState,
    Organizer,
    Photo,
    Publication,
    SourceRecord,
    Venue,
    VenueAlias,
    VenueEvent,
    VenueMerge,
)
from geoapp.venues.signals import send_venues_changed

_MOVED: Mapping[str, Any] = {
    "source_records": SourceRecord,
    "aliases": VenueAlias,
    "photos": Photo,
    "invitations": Invitation,
}


# The columns that say where a place is and how to reach it.
_REACHED_BY = (
    "street",
    "postcode",
    "location",
    "contact",
    "directions_hint",
    "floor",
)


class NotMerged(DomainError):
    """There is no such merge, or it has been split already."""


class MergedLater(DomainError):
    """The surviving venue has itself been merged; that has to be split first."""


@transaction.atomic
def split_venues(*, merge_id: UUID, by: User, at: datetime) -> VenueMerge:
    """Undo a merge; what was changed since stays with the surviving venue.

    Raises NotMerged and MergedLater. `at` is aware.
    """
    merge = VenueMerge.objects.filter(pk=merge_id).first()
    if merge is None:
        raise NotMerged("There is no such merge.")
    keys = [merge.surviving_id, merge.merged_id]
    locked = Venue.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    venues = {venue.pk: venue for venue in locked}
    merge = VenueMerge.objects.select_for_update().get(pk=merge_id)
    surviving, merged = venues[merge.surviving_id], venues[merge.merged_id]
    if merge.split_at is not None:
        raise NotMerged("These venues have been split already.")
    if surviving.publication == Publication.MERGED:
        raise MergedLater("Split the later merge first.")
    _move_rows_back(merge)
    _restore_corrections(surviving, merge, by=by)
    _set_apart(merged, merge)
    merge.split_at, merge.split_by = at, by
    # Not needed any more, and partly the other place's.
    merge.before |= {"corrections": {}, "corrected": {}}
    merge.save(update_fields=["split_at", "split_by", "before"])
    compute_venues(venue_ids=keys)
    for venue in (surviving, merged):
        venue.organizers.update(told_until=at)  # the split has an email of its own
        ensure_owner(venue, by=by, at=at)
    _forget_in_events(surviving, since=merge.before.get("event"))
    send_venues_changed(keys)
    return merge


def _set_apart(merged: Venue, merge: VenueMerge) -> None:
    merged.publication = merge.before["publication"]
    merged.merged_into = None
    merged.save(update_fields=["publication", "merged_into"])


def _move_rows_back(merge: VenueMerge) -> None:
    """Move back what was moved and is still there."""
    before = merge.before
    VenueAlias.objects.filter(slug=merge.merged.slug, venue=merge.surviving).delete()
    for name, model in _MOVED.items():
        rows = model.objects.filter(pk__in=before[name], venue=merge.surviving)
        rows.update(venue=merge.merged)
    if before["live"]:  # its key is the venue
        LiveState.objects.filter(venue=merge.surviving).update(venue=merge.merged)
    for row in Organizer.objects.filter(
        pk__in=before["organizers"], venue=merge.surviving
    ):
        row.venue = merge.merged
        row.is_owner = str(row.pk) in before["owners"]
        row.save(update_fields=["venue", "is_owner"])


def _restore_corrections(surviving: Venue, merge: VenueMerge, *, by: User) -> None:
    """Restore the corrections of before, but for those changed since the merge."""
    before, after = merge.before["corrections"], merge.before["corrected"]
    for field, current in stored_corrections(surviving).items():
        if current != after.get(field) or current == before.get(field):
            continue
        if field in before:
            _restore(surviving, field, before[field])
        else:
            _forget_copy(surviving, field, by=by)


def _forget_copy(surviving: Venue, field: str, *, by: User) -> None:
    """Delete a correction of the merge with its history, which is the other's."""
    keys = list(surviving.corrections.filter(field=field).values_list("pk", flat=True))
    delete_correction(surviving, field=field, author=by)
    CorrectionEvent.objects.filter(pgh_obj_id__in=keys).delete()


def _forget_in_events(surviving: Venue, *, since: int | None) -> None:
    """Let no event of the time between say where and how to reach the other place.

    When that place is erased, nobody would look for it here.
    """
    if since is None:
        return
    row = Venue.objects.filter(pk=surviving.pk).values(*_REACHED_BY).get()
    VenueEvent.objects.filter(pgh_obj_id=surviving.pk, pgh_id__gt=since).update(**row)


def _restore(venue: Venue, field: str, row: dict[str, Any]) -> None:
    set_correction(
        venue=venue,
        field=field,
        value=row["value"],
        author=User.objects.filter(pk=row["author"]).first(),
        at=datetime.fromisoformat(row["made_at"]),
    )
