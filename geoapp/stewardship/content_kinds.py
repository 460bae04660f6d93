"""Venues, photos and tutorials as things that are reported and taken back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from geoapp.accounts.models import User
from geoapp.crafts.choices import Operation
from geoapp.stewardship.content_deeds import PHOTOS, TUTORIALS
from geoapp.stewardship.decisions import Decision, Outcome
from geoapp.stewardship.deeds import register_deed_kinds
from geoapp.stewardship.kinds import (
    ContentKind,
    ReportedItem,
    register_content_kind,
)
from geoapp.stewardship.manager_deeds import INVITATIONS, LET_IN, MANAGED, REMOVED
from geoapp.stewardship.models import Contribution
from geoapp.stewardship.report_models import ReportTopic
from geoapp.stewardship.settled_changes import SETTLED
from geoapp.stewardship.submission_deeds import (
    ANSWERS,
    PENDING_CHANGES,
    REPORTS,
    SUBMISSIONS,
)
from geoapp.stewardship.venue_deeds import CHANGES, PLACES
from geoapp.tutorials.actions import confirm_tutorial, erase_tutorial, remove_tutorial
from geoapp.tutorials.models import Review, Tutorial
from geoapp.venues.actions.change_publication import (
    publish_venue,
    return_venue,
    submit_venue_for_review,
    was_published,
    withdraw_venue,
)
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.actions.erase_venue import erase_venue
from geoapp.venues.actions.photos import (
    forget_removed,
    hide_photo,
    remember_removed,
    remove_photo,
)
from geoapp.venues.actions.withhold_place import withhold_place
from geoapp.venues.models import Photo, Publication, Venue


def register_content_kinds() -> None:
    """Register the kinds of the packages below this one."""
    for kind in (_VENUE, _PHOTO, _TUTORIAL):
        register_content_kind(kind)


def register_submission_deeds() -> None:
    """Register what people submitted and reported, to be taken back first."""
    register_deed_kinds((REPORTS, ANSWERS, PENDING_CHANGES, SUBMISSIONS, SETTLED))


def _find_venue(venue_id: UUID) -> ReportedItem | None:
    venue = Venue.objects.filter(pk=venue_id).first()
    if venue is None:
        return None
    return ReportedItem(
        title=venue.name,
        path=venue.get_absolute_url(),
        is_public=venue.publication == Publication.PUBLISHED,
        responsible=_managers(venue_id),
        venue_id=venue_id,
        edit_path=f"/manage/{venue_id}/",
    )


def _managers(venue_id: UUID) -> tuple[User, ...]:
    managers = User.objects.filter(keeps__venue_id=venue_id, is_active=True)
    return tuple(managers.order_by("keeps__since", "pk"))


def _withhold_venue(venue_id: UUID, withheld: bool) -> None:  # noqa: FBT001 - a verb's
    withhold_place(venue_id=venue_id, withheld=withheld)


def _close_venue(venue_id: UUID, at: datetime) -> None:
    correct_venue(
        venue_id=venue_id,
        field="operation",
        value=Operation.CLOSED.value,
        author=None,
        at=at,
    )


def _withdraw_venue(venue_id: UUID, _at: datetime) -> None:
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.publication != Publication.MERGED:
        withdraw_venue(venue_id=venue_id)


def _publish_venue(venue_id: UUID, _at: datetime) -> None:
    """Publish it again, unless it was erased, merged or is public in the meantime.

    What has never been published awaits review again, or returns to its managers.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if venue.publication != Publication.WITHDRAWN or venue.location is None:
        return
    submissions = Contribution.objects.of_venue(venue_id).pending()
    if was_published(venue_id):
        publish_venue(venue_id=venue_id)
    elif submissions.filter(changes={}).exists():
        submit_venue_for_review(venue_id=venue_id)
    else:
        return_venue(venue_id=venue_id)


def _erase_venue(venue_id: UUID, at: datetime) -> None:
    # First of all, as everywhere: else a decision on a submission would deadlock.
    Venue.objects.select_for_update().get(pk=venue_id)
    submissions = Contribution.objects.filter(venue_id=venue_id)
    submissions.pending().update(decision=Decision.TAKEN_BACK, decided_at=at)
    submissions.update(changes={}, base={}, answer="", reason="")
    erase_venue(venue_id=venue_id, at=at)


_VENUE = ContentKind(
    name="venue",
    label=_("place"),
    topics=(
        ReportTopic.CLOSED,
        ReportTopic.MISTAKE,
        ReportTopic.NOT_MADE,
        ReportTopic.PERSONAL,
        ReportTopic.ILLEGAL,
    ),
    find=_find_venue,
    withhold=_withhold_venue,
    hide=_withdraw_venue,
    show=_publish_venue,
    erase=_erase_venue,
    withholds_part=True,
    measures={Outcome.CLOSED: _close_venue},
    take_back=(CHANGES, REMOVED, MANAGED, LET_IN, INVITATIONS, PLACES),
)


def _find_photo(photo_id: UUID) -> ReportedItem | None:
    photo = Photo.objects.select_related("venue", "added_by").filter(pk=photo_id)
    row = photo.first()
    if row is None:
        return None
    managers = _managers(row.venue_id)
    uploader = row.added_by
    responsible = managers if uploader is None else (uploader, *managers)
    return ReportedItem(
        title=row.alt or row.venue.name,
        path=row.venue.get_absolute_url(),
        is_public=row.is_shown and row.venue.publication == Publication.PUBLISHED,
        responsible=tuple(dict.fromkeys(responsible)),
        venue_id=row.venue_id,
        edit_path=f"/manage/{row.venue_id}/photos/",
    )


def _withhold_photo(photo_id: UUID, withheld: bool) -> None:  # noqa: FBT001 - a verb's
    for photo in Photo.objects.filter(pk=photo_id):
        hide_photo(photo=photo, hidden=withheld)


def _hide_photo(photo_id: UUID, at: datetime) -> None:
    """Remember it; withholding hides the whole of it."""
    for photo in Photo.objects.filter(pk=photo_id):
        remember_removed(photo=photo, at=at)


def _show_photo(photo_id: UUID, _at: datetime) -> None:
    for photo in Photo.objects.filter(pk=photo_id):
        forget_removed(photo=photo)


def _erase_photo(photo_id: UUID, at: datetime) -> None:
    _hide_photo(photo_id, at)
    for photo in Photo.objects.filter(pk=photo_id):
        remove_photo(photo=photo)


_PHOTO = ContentKind(
    name="photo",
    label=_("photo"),
    topics=(
        ReportTopic.MISTAKE,
        ReportTopic.NOT_MADE,
        ReportTopic.PERSONAL,
        ReportTopic.ILLEGAL,
    ),
    find=_find_photo,
    withhold=_withhold_photo,
    hide=_hide_photo,
    show=_show_photo,
    erase=_erase_photo,
    take_back=(PHOTOS,),
)


def _find_tutorial(tutorial_id: UUID) -> ReportedItem | None:
    row = Tutorial.objects.select_related("added_by").filter(pk=tutorial_id).first()
    if row is None:
        return None
    return ReportedItem(
        title=row.title,
        path=row.get_absolute_url(),
        is_public=row.review == Review.CONFIRMED,
        responsible=(row.added_by,) if row.added_by is not None else (),
    )


def _withhold_tutorial(tutorial_id: UUID, withheld: bool) -> None:  # noqa: FBT001
    """Do nothing: a tutorial is a link and a title, nothing of a person."""
    del tutorial_id, withheld


def _hide_tutorial(tutorial_id: UUID, _at: datetime) -> None:
    remove_tutorial(tutorial=Tutorial.objects.get(pk=tutorial_id))


def _show_tutorial(tutorial_id: UUID, _at: datetime) -> None:
    for tutorial in Tutorial.objects.removed().filter(pk=tutorial_id):
        is_erased = tutorial.slug.startswith("removed-")
        if not is_erased:
            confirm_tutorial(tutorial=tutorial)


def _erase_tutorial(tutorial_id: UUID, at: datetime) -> None:
    Contribution.objects.filter(tutorial_id=tutorial_id).update(
        answer="", reason="", decision=Decision.REFUSED, decided_at=at
    )
    erase_tutorial(tutorial=Tutorial.objects.get(pk=tutorial_id))


_TUTORIAL = ContentKind(
    name="tutorial",
    label=_("tutorial"),
    topics=(ReportTopic.MISTAKE, ReportTopic.ILLEGAL, ReportTopic.PERSONAL),
    find=_find_tutorial,
    withhold=_withhold_tutorial,
    hide=_hide_tutorial,
    show=_show_tutorial,
    erase=_erase_tutorial,
    take_back=(TUTORIALS,),
)
