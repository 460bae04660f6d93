"""Personal data of take-backs: their entry in the register, export and erasure."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.models import User
from geoapp.accounts.personal_data import PersonalData, RegisterHeading, iso_time
from geoapp.stewardship.models import TakeBack, TakeBackStep

ENTRY = PersonalData(
    topic=RegisterHeading.CONTENT,
    name=_("Take-backs"),
    what=_(
        "That a moderator took back what your account did, each of these things, and"
        " whether it was undone. Email addresses you invited until then."
    ),
    why=_("So that it can be undone, and you can appeal."),
    how_long=_(
        "Until you delete the account. What you did then stays taken back. What you"
        " took back as a moderator stays without your name."
    ),
    who_sees=_("You, moderators and staff."),
    columns=(
        "stewardship.TakeBack.by",
        "stewardship.TakeBack.undone_by",
        "stewardship.TakeBackAccount.user",
        "stewardship.TakeBackStep.before",
    ),
    export_parts=("taken_back", "take_backs"),
)


def taken_back(user: User) -> Iterator[dict[str, Any]]:
    """Return what was taken back of the user's account."""
    rows = TakeBackStep.objects.filter(account__user=user)
    rows = rows.select_related("account__take_back").order_by("pk")
    return (
        {
            "kind": row.kind,
            "item": str(row.item_id),
            "detail": row.detail,
            "at": iso_time(row.account.take_back.at),
            "undone_at": iso_time(row.undone_at),
        }
        for row in rows.iterator()
    )


def take_backs(user: User) -> Iterator[dict[str, Any]]:
    """Return what the user took back or put back as a moderator, without names."""
    rows = TakeBack.objects.filter(Q(by=user) | Q(undone_by=user)).order_by("at", "pk")
    return (
        {
            "at": iso_time(row.at),
            "reason": row.reason,
            "undone_at": iso_time(row.undone_at),
        }
        for row in rows.iterator()
    )


def erase_take_backs(person: User) -> None:
    """Erase what undoing would need, and invitations to the person's addresses."""
    TakeBackStep.objects.filter(account__user=person).update(before={})
    invitations = TakeBackStep.objects.filter(kind="venue.invitation")
    for address in addresses_of(person):
        invitations.filter(before__email=address.lower()).delete()
