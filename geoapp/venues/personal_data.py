"""Personal data stored by venues."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.models import User
from geoapp.accounts.personal_data import (
    Export,
    PersonalData,
    RegisterHeading,
    iso_time,
)
from geoapp.venues.actions.change_publication import (
    discard_draft,
    return_venue,
    was_published,
)
from geoapp.venues.actions.ownership import hand_over_ownership
from geoapp.venues.compute import field_names
from geoapp.venues.leaving import erase_unpublished_traces
from geoapp.venues.models import (
    CorrectionEvent,
    Invitation,
    ManagerChange,
    ManagerProfile,
    Organizer,
    Photo,
    Publication,
    Venue,
    VenueMerge,
)
from geoapp.venues.record_json import to_json
from geoapp.venues.records import VenueRecord
from geoapp.venues.stored_records import records_of

# Only managers, moderators and staff have seen these.
_UNSEEN = (Publication.DRAFT, Publication.PENDING, Publication.REFUSED)
_PLACE_FIELDS = (
    *("location", "street", "locality", "postcode", "directions_hint", "contact"),
    *("alternate_names", "accessibility"),
)

ENTRIES = (
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Places"),
        what=_(
            "The places you add: name, address, location, contact details and what"
            " else you enter. They may describe your home."
        ),
        why=_("To show them on the map."),
        how_long=_(
            "Published places stay, with their history. When you delete the account, you"
            " are asked about two things. A home workshop that only you manage is taken"
            " off the map and its address erased. Your email address is erased from"
            " contact details. Drafts and declined places are deleted with the account,"
            " unless another person manages them too."
        ),
        who_sees=_(
            "Everyone, once published. If you hide an address, everyone sees only the"
            " area. Managers, moderators and staff see everything."
        ),
        columns=(
            *(f"venues.Venue.{name}" for name in _PLACE_FIELDS),
            *(f"venues.VenueEvent.{name}" for name in _PLACE_FIELDS),
            *("venues.SourceRecord.said", "venues.SourceRecord.url"),
            "venues.SourceRecordEvent.said",
        ),
        export_parts=("venues",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Managers"),
        what=_(
            "Which places you manage, since when, and whether you own them. The name"
            " other managers see, whether they see your email address, and when we"
            " email you about their changes."
        ),
        why=_("So that you can change them, and others know who did."),
        how_long=_("Until you stop managing the place or delete the account."),
        who_sees=_("You, the other managers, moderators and staff."),
        columns=(
            "venues.Organizer.user",
            "venues.ManagerProfile.user",
            "venues.ManagerProfile.shows_email",
            "venues.ManagerProfile.change_emails",
        ),
        export_parts=("venues", "manager_profile"),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Merged places"),
        what=_("Which places you merge or split as a moderator, and when."),
        why=_("So that a merge can be undone."),
        how_long=_(
            "As long as the place. When you delete the account, your name is removed."
        ),
        who_sees=_("The place's managers, moderators and staff."),
        columns=(
            "venues.VenueMerge.by",
            "venues.VenueMerge.split_by",
            "venues.VenueMerge.before",
        ),
        export_parts=("merges",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Changes of managers"),
        what=_(
            "When you became a manager or the owner of a place, left it or were"
            " removed, and who did that."
        ),
        why=_("So that a removal can be undone and everyone knows who manages what."),
        how_long=_(
            "As long as the place, or until you delete the account. What you did to"
            " other managers then stays without your name."
        ),
        who_sees=_("The place's managers, moderators and staff."),
        columns=("venues.ManagerChange.user", "venues.ManagerChange.by"),
        export_parts=("manager_changes",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Changes"),
        what=_("Each change you make to a place, with its date."),
        why=_("To show its history and undo changes."),
        how_long=_(
            "As long as the place. When you delete the account, your name is removed."
        ),
        who_sees=_("The place's managers, moderators and staff."),
        columns=(
            *("venues.Correction.author", "venues.Correction.value"),
            *("venues.CorrectionEvent.author", "venues.CorrectionEvent.value"),
        ),
        export_parts=("what_you_said",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Photos"),
        what=_(
            "Photos you add, their description, author and licence, and when you added"
            " them. The file you upload is deleted once its smaller copies are made,"
            " usually in seconds; they have no location and no camera data. Of a photo"
            " that a moderator removes, a fingerprint (SHA-256) stays, but not whose it was."
        ),
        why=_("To show the place."),
        how_long=_(
            "Until a manager deletes them. When you delete the account, the link to it"
            " is removed; the author you named stays. Fingerprints stay too."
        ),
        who_sees=_("Everyone, once accepted. Nobody sees fingerprints."),
        columns=("venues.Photo.added_by",),
        export_parts=("photos",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Invitations"),
        what=_("Email addresses you invite to manage a place, and when."),
        why=_("To send the invitation and check who accepts it."),
        how_long=_(
            "Until it is accepted or cancelled, or either of you deletes an account."
        ),
        who_sees=_("The place's managers, moderators and staff, and the person."),
        columns=("venues.Invitation.email", "venues.Invitation.invited_by"),
        export_parts=("invitations",),
    ),
)


def _venues(user: User) -> list[dict[str, Any]]:
    rows = list(
        Organizer.objects.filter(user=user).select_related("venue").order_by("pk")
    )
    records = records_of([row.venue_id for row in rows])
    return [
        {
            "id": str(row.venue.pk),
            "since": iso_time(row.since),
            "is_owner": row.is_owner,
            "publication": row.venue.publication,
            "says": _stored_fields(records.get(row.venue_id)),
        }
        for row in rows
    ]


def _manager_profile(user: User) -> dict[str, Any]:
    profile = ManagerProfile.objects.filter(user=user).first()
    if profile is None:
        return {}
    return {
        "name": profile.name,
        "shows_email": profile.shows_email,
        "change_emails": profile.change_emails,
    }


def _manager_changes(user: User) -> list[dict[str, Any]]:
    """Return what happened to the user, and what they did to others, without names."""
    rows = ManagerChange.objects.filter(Q(user=user) | Q(by=user))
    return [
        {
            "venue": str(row.venue_id),
            "event": row.event,
            "at": iso_time(row.at),
            "about_you": row.user_id == user.pk,
            "by_you": row.by_id == user.pk,
        }
        for row in rows.order_by("at", "pk")
    ]


def _merges(user: User) -> list[dict[str, Any]]:
    rows = VenueMerge.objects.filter(Q(by=user) | Q(split_by=user))
    return [
        {
            "surviving": str(row.surviving_id),
            "merged": str(row.merged_id),
            "merged_at": iso_time(row.at),
            "split_at": iso_time(row.split_at),
        }
        for row in rows.order_by("at", "pk")
    ]


def _stored_fields(record: VenueRecord | None) -> dict[str, Any]:
    fields = to_json(record) if record else {}
    return {name: fields[name] for name in field_names() if name in fields}


def _changes(user: User) -> Iterator[dict[str, Any]]:
    rows = CorrectionEvent.objects.filter(author_id=user.pk).order_by("pgh_id")
    return (
        {
            "venue": str(row.venue_id),
            "field": row.field,
            "value": row.value,
            "said_at": iso_time(row.made_at),
        }
        for row in rows.iterator()
    )


def _photos(user: User) -> list[dict[str, Any]]:
    rows = Photo.objects.filter(added_by=user).order_by("added_at", "pk")
    return [
        {
            "id": str(row.pk),
            "venue": str(row.venue_id),
            "alt": row.alt,
            "author": row.author,
            "licence": row.licence,
            "added_at": iso_time(row.added_at),
        }
        for row in rows
    ]


def _invitations(user: User) -> list[dict[str, Any]]:
    sent = Invitation.objects.filter(invited_by=user)
    received = [
        row
        for address in addresses_of(user)
        for row in Invitation.objects.filter(email__iexact=address)
    ]
    return [
        {
            "venue": str(row.venue_id),
            "email": row.email,
            "invited_at": iso_time(row.invited_at),
        }
        for row in (*sent, *received)
    ]


EXPORT: Mapping[str, Export] = {
    "venues": _venues,
    "manager_profile": _manager_profile,
    "manager_changes": _manager_changes,
    "merges": _merges,
    "what_you_said": _changes,
    "photos": _photos,
    "invitations": _invitations,
}


def erase(person: User) -> None:
    """Delete unpublished venues, invitations, and names in the history.

    The person's other venues get another owner.
    """
    _delete_unseen_venues(person)
    erase_unpublished_traces(person, at=timezone.now())
    hand_over_ownership(owner=person, at=timezone.now())
    for address in addresses_of(person):
        Invitation.objects.filter(email__iexact=address).delete()
    _forget_in_merges(person)
    # This column has no constraint, so that the history outlives its subject.
    CorrectionEvent.objects.filter(author_id=person.pk).update(author_id=None)


def _delete_unseen_venues(person: User) -> None:
    unseen = Venue.objects.filter(
        organizers__user=person, publication__in=_UNSEEN
    ).values("pk")
    managed = Venue.objects.filter(pk__in=unseen).annotate(n=Count("organizers"))
    for pk, managers in managed.values_list("pk", "n"):
        return_venue(venue_id=pk)  # it leaves the moderation queue
        if managers == 1 and not was_published(pk):
            discard_draft(venue_id=pk)


def _forget_in_merges(person: User) -> None:
    """Remove the person from the corrections that a split would restore."""
    corrected = CorrectionEvent.objects.filter(author_id=person.pk).values("venue_id")
    for merge in VenueMerge.objects.filter(surviving__in=corrected).iterator():
        for part in ("corrections", "corrected"):
            for row in merge.before[part].values():
                if row["author"] == person.pk:
                    row["author"] = None
        merge.save(update_fields=["before"])
