"""What people added: photos and tutorials."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import ngettext

from geoapp.accounts.models import User
from geoapp.stewardship.deeds import Deed, DeedItem, DeedKind, TakenDeed
from geoapp.stewardship.models import Report
from geoapp.stewardship.restrictions import removed_items
from geoapp.tutorials.actions import restore_review, take_tutorials_back
from geoapp.tutorials.models import Review, Tutorial
from geoapp.venues.actions.photos import (
    forget_removed,
    hide_photos,
    remember_removed,
)
from geoapp.venues.models import Photo

_SHOWN = (Review.PENDING, Review.CONFIRMED)

# Photos


def _find_photos(account_ids: Collection[int]) -> list[Deed]:
    rows = Photo.objects.filter(added_by__in=list(account_ids), hidden=False)
    return [
        Deed(account_id=row.added_by_id or 0, item_id=row.pk, venue_id=row.venue_id)
        for row in rows.order_by("venue_id", "pk")
    ]


def _take_photos_back(
    deeds: Sequence[Deed], *, by: User, at: datetime
) -> list[TakenDeed]:
    del by
    ids = [deed.item_id for deed in deeds]
    hide_photos(photo_ids=ids, hidden=True)
    for photo in Photo.objects.filter(pk__in=ids):
        remember_removed(photo=photo, at=at)
    return [deed.taken(removed_at=at.isoformat()) for deed in deeds]


def _put_photos_back(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    """Show them again, but for those that something else hides by now."""
    del by, at
    ids = [deed.item_id for deed in deeds]
    hidden = Report.objects.filter(kind="photo", item_id__in=ids, hides=True)
    kept = {*hidden.values_list("item_id", flat=True), *removed_items("photo", ids)}
    shown = [pk for pk in ids if pk not in kept]
    hide_photos(photo_ids=shown, hidden=False)
    times = {deed.item_id: deed.before["removed_at"] for deed in deeds}
    for photo in Photo.objects.filter(pk__in=shown):
        removed_at = datetime.fromisoformat(times[photo.pk])
        forget_removed(photo=photo, removed_at=removed_at)


def _photo_items(item_ids: Collection[UUID]) -> Mapping[UUID, DeedItem]:
    rows = Photo.objects.filter(pk__in=list(item_ids)).select_related("venue")
    return {
        row.pk: DeedItem(title=row.venue.name, path=f"/manage/{row.venue_id}/photos/")
        for row in rows
    }


PHOTOS = DeedKind(
    name="photo",
    label=lambda n: ngettext("%(n)d photo", "%(n)d photos", n) % {"n": n},
    find=_find_photos,
    take_back=_take_photos_back,
    put_back=_put_photos_back,
    items=_photo_items,
)

# Tutorials


def _find_tutorials(account_ids: Collection[int]) -> list[Deed]:
    rows = Tutorial.objects.filter(added_by__in=list(account_ids), review__in=_SHOWN)
    return [
        Deed(account_id=row.added_by_id or 0, item_id=row.pk, basis=row.review)
        for row in rows.order_by("added_at", "pk")
    ]


def _take_tutorials_back(
    deeds: Sequence[Deed], *, by: User, at: datetime
) -> list[TakenDeed]:
    del by, at
    take_tutorials_back(tutorial_ids=[deed.item_id for deed in deeds])
    return [deed.taken(review=str(deed.basis)) for deed in deeds]


def _put_tutorials_back(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    del by, at
    removed = removed_items("tutorial", [deed.item_id for deed in deeds])
    for deed in deeds:
        if deed.item_id not in removed:
            restore_review(
                tutorial_id=deed.item_id, review=Review(deed.before["review"])
            )


def _tutorial_items(item_ids: Collection[UUID]) -> Mapping[UUID, DeedItem]:
    rows = Tutorial.objects.filter(pk__in=list(item_ids))
    return {
        row.pk: DeedItem(title=row.title, path=row.get_absolute_url()) for row in rows
    }


TUTORIALS = DeedKind(
    name="tutorial",
    label=lambda n: ngettext("%(n)d tutorial", "%(n)d tutorials", n) % {"n": n},
    find=_find_tutorials,
    take_back=_take_tutorials_back,
    put_back=_put_tutorials_back,
    items=_tutorial_items,
)
