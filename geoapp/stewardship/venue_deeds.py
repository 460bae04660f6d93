"""What people did to places: registered and changed them, and who manages them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import ngettext

from geoapp.accounts.models import User
from geoapp.stewardship.deeds import Deed, DeedItem, DeedKind, TakenDeed
from geoapp.stewardship.restrictions import removed_items
from geoapp.venues.actions.change_publication import (
    restore_publication,
    withdraw_venues,
)
from geoapp.venues.actions.take_back_changes import (
    RestoredChange,
    put_changes_back,
    standing_changes,
    take_back_changes,
)
from geoapp.venues.actions.take_back_slugs import FormerSlugs
from geoapp.venues.drafts import ORGANIZERS
from geoapp.venues.models import (
    ManagerChange,
    ManagerEvent,
    Organizer,
    Publication,
    Venue,
    VenueMerge,
)

_PUBLIC_OR_PENDING = (Publication.PUBLISHED, Publication.PENDING)


def registered_places(account_ids: Collection[int]) -> dict[UUID, int]:
    """Return the places that these accounts registered, and by which of them.

    A place is not theirs any more once somebody else owns it, nor is one of others
    that theirs was merged into.
    """
    accounts = list(account_ids)
    recorded = F("venue__source_records__recorded_at")
    own = {"venue__source_records__source": ORGANIZERS.key, "since": recorded}
    managers = Organizer.objects.filter(user__in=accounts, **own)
    left = ManagerChange.objects.filter(
        user__in=accounts, event__in=(ManagerEvent.LEFT, ManagerEvent.REMOVED), **own
    )
    columns = ("venue_id", "user_id", "venue__source_records__pk")
    registered = [
        row for rows in (left, managers) for row in rows.values_list(*columns)
    ]
    moved = _moved_records({venue_id for venue_id, *_ in registered})
    founders = {
        venue_id: user_id
        for venue_id, user_id, record_id in registered
        if (venue_id, str(record_id)) not in moved
    }
    joined = ManagerChange.objects.filter(
        venue__in=list(founders), user__in=accounts, event=ManagerEvent.JOINED
    )
    for venue_id, user_id in joined.values_list("venue_id", "user_id"):
        if founders.get(venue_id) == user_id:
            del founders[venue_id]
    owned = Organizer.objects.filter(venue__in=list(founders), is_owner=True)
    for venue_id in owned.exclude(user__in=accounts).values_list("venue_id", flat=True):
        del founders[venue_id]
    return founders


def _moved_records(venue_ids: Collection[UUID]) -> set[tuple[UUID, str]]:
    """Return the records that came to these places by a merge, each with its place."""
    merges = VenueMerge.objects.filter(surviving__in=list(venue_ids), split_at=None)
    return {
        (venue_id, record_id)
        for venue_id, before in merges.values_list("surviving_id", "before")
        for record_id in before.get("source_records", ())
    }


def place_items(venue_ids: Collection[UUID]) -> Mapping[UUID, DeedItem]:
    """Return name and moderators' page of each of these places."""
    rows = Venue.objects.filter(pk__in=list(venue_ids))
    return {
        pk: DeedItem(title=name, path=f"/manage/{pk}/")
        for pk, name in rows.values_list("pk", "name")
    }


# Places


def _find_places(account_ids: Collection[int]) -> list[Deed]:
    founders = registered_places(account_ids)
    shown = Venue.objects.filter(
        pk__in=list(founders), publication__in=_PUBLIC_OR_PENDING
    )
    return [
        Deed(account_id=founders[pk], item_id=pk, venue_id=pk, basis=publication)
        for pk, publication in shown.order_by("pk").values_list("pk", "publication")
    ]


def _take_places_back(
    deeds: Sequence[Deed], *, by: User, at: datetime
) -> list[TakenDeed]:
    del by, at
    withdraw_venues(venue_ids=[deed.item_id for deed in deeds])
    return [deed.taken(publication=str(deed.basis)) for deed in deeds]


def _put_places_back(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    del by, at
    removed = removed_items("venue", [deed.item_id for deed in deeds])
    for publication in _PUBLIC_OR_PENDING:
        ids = [d.item_id for d in deeds if d.before["publication"] == publication]
        restore_publication(
            venue_ids=[pk for pk in ids if pk not in removed], publication=publication
        )


PLACES = DeedKind(
    name="venue",
    label=lambda n: ngettext("%(n)d place", "%(n)d places", n) % {"n": n},
    find=_find_places,
    take_back=_take_places_back,
    put_back=_put_places_back,
    items=place_items,
)

# Changes of other places


def _find_changes(account_ids: Collection[int]) -> list[Deed]:
    own = registered_places(account_ids)
    return [
        Deed(
            account_id=change.author_id,
            item_id=change.venue_id,
            detail=change.field,
            venue_id=change.venue_id,
            basis=change,
        )
        for change in standing_changes(account_ids, except_venues=list(own))
    ]


def _take_changes_back(
    deeds: Sequence[Deed], *, by: User, at: datetime
) -> list[TakenDeed]:
    del at
    restored = take_back_changes(changes=[deed.basis for deed in deeds], by=by)
    return [
        deed.taken(**_stored(change))
        for deed, change in zip(deeds, restored, strict=True)
    ]


def _stored(change: RestoredChange) -> dict[str, object]:
    stored: dict[str, object] = {"event": change.event_id, "left": change.left_id}
    if change.slugs is not None:
        stored["row"] = change.slugs.row_id
        stored["aliases"] = list(change.slugs.alias_ids)
    return stored


def _put_changes_back(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    del at
    put_changes_back(changes=[_restored(deed) for deed in deeds], by=by)


def _restored(deed: TakenDeed) -> RestoredChange:
    before = deed.before
    slugs = None
    if "row" in before:
        slugs = FormerSlugs(row_id=before["row"], alias_ids=tuple(before["aliases"]))
    return RestoredChange(
        venue_id=deed.item_id,
        field=deed.detail,
        event_id=before["event"],
        left_id=before["left"],
        slugs=slugs,
    )


CHANGES = DeedKind(
    name="venue.change",
    label=lambda n: (
        ngettext("%(n)d change to a place", "%(n)d changes to places", n) % {"n": n}
    ),
    find=_find_changes,
    take_back=_take_changes_back,
    put_back=_put_changes_back,
    items=place_items,
)
