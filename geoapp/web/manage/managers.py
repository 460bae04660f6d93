"""The managers of a venue: invite, remove, choose the owner, leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.common.errors import DomainError
from geoapp.mailing.status import undelivered_of_kind
from geoapp.stewardship.actions.invite import TooManyInvitationEmails, invite
from geoapp.stewardship.emails import INVITATION_KIND
from geoapp.venues import rules
from geoapp.venues.actions.organizers import TooManyInvitations, cancel_invitation
from geoapp.venues.actions.ownership import (
    UNDO_PERIOD,
    LastOrganizer,
    NoManager,
    NothingToUndo,
    NotOwner,
    OwnerStays,
    removals_to_undo,
    remove_organizer,
    restore_organizer,
    transfer_ownership,
)
from geoapp.venues.manager_names import manager_names
from geoapp.venues.models import Invitation, Organizer
from geoapp.web.manage.access import ManagedVenue, get_managed_venue
from geoapp.web.manage.forms.manager_profile import ManagerProfileForm, profile_initial


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerRow:
    """A line of the list of managers, with what the reader may do there."""

    user_id: int
    name: str
    since: datetime
    is_owner: bool
    is_self: bool
    may_remove: bool
    may_become_owner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """An open invitation; its address is shown to those who may cancel it."""

    invitation: Invitation
    invited_by: str
    may_cancel: bool
    is_undelivered: bool = False
    reason: str = ""  # what the mail server answered


@never_cache
@login_required
@require_safe
def managers(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show the managers of a venue and the open invitations."""
    return _page(request, get_managed_venue(request, venue_id, rule=rules.may_invite))


def _page(
    request: HttpRequest,
    managed: ManagedVenue,
    *,
    email: str = "",
    problem: str = "",
    form: ManagerProfileForm | None = None,
) -> HttpResponse:
    rows = _manager_rows(managed)
    profile = form or ManagerProfileForm(initial=profile_initial(managed.user))
    context = {
        "venue": managed.venue,
        "managers": rows,
        "is_manager": any(row.is_self for row in rows),
        "invitations": _invitation_rows(managed),
        "removals": _removals(managed),
        "form": profile,
        "email": email,
        "problem": problem,
    }
    status = 422 if problem or profile.errors else 200
    return render(request, "manage/managers.html", context, status=status)


def _may_remove(managed: ManagedVenue) -> bool:
    return managed.may(rules.may_remove_managers)


def _manager_rows(managed: ManagedVenue) -> list[ManagerRow]:
    rows = list(managed.venue.organizers.order_by("-is_owner", "since", "pk"))
    names = manager_names(
        [row.user_id for row in rows],
        venue=managed.venue,
        with_addresses=managed.is_moderator,
    )
    return [
        ManagerRow(
            user_id=row.user_id,
            name=names.of(row.user_id),
            since=row.since,
            is_owner=row.is_owner,
            is_self=row.user_id == managed.user.pk,
            may_remove=_may_leave_list(row, managed),
            may_become_owner=_may_remove(managed) and not row.is_owner,
        )
        for row in rows
    ]


def _may_leave_list(row: Organizer, managed: ManagedVenue) -> bool:
    """Whether the reader may remove this manager; anybody may leave."""
    is_self = row.user_id == managed.user.pk
    return is_self or (_may_remove(managed) and not row.is_owner)


def _invitation_rows(managed: ManagedVenue) -> list[InvitationRow]:
    invitations = list(managed.venue.invitations.order_by("invited_at"))
    names = manager_names(
        [row.invited_by_id for row in invitations],
        venue=managed.venue,
        with_addresses=managed.is_moderator,
    )
    # An invitation and its email are made at the same time.
    undelivered = {
        (message.recipient_key, message.created_at): message.reason
        for message in undelivered_of_kind(
            INVITATION_KIND, [row.email for row in invitations]
        )
    }
    return [
        InvitationRow(
            invitation=row,
            invited_by=names.of(row.invited_by_id),
            may_cancel=_may_cancel(row, managed),
            is_undelivered=(row.email.lower(), row.invited_at) in undelivered,
            reason=undelivered.get((row.email.lower(), row.invited_at), ""),
        )
        for row in invitations
    ]


def _may_cancel(invitation: Invitation, managed: ManagedVenue) -> bool:
    return _may_remove(managed) or invitation.invited_by_id == managed.user.pk


def _removals(managed: ManagedVenue) -> list[dict[str, Any]]:
    """Return the removals that the reader may undo."""
    if not _may_remove(managed):
        return []
    rows = list(removals_to_undo(managed.venue, at=timezone.now()))
    names = manager_names(
        [row.user_id for row in rows],
        venue=managed.venue,
        with_addresses=managed.is_moderator,
    )
    return [
        {
            "id": row.pk,
            "name": names.of(row.user_id),
            "until": row.at + UNDO_PERIOD,
        }
        for row in rows
    ]


@never_cache
@login_required
@require_POST
def change_managers(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Do what the pressed button says; every other request changes nothing."""
    managed = get_managed_venue(request, venue_id, rule=rules.may_invite)
    verb = next((verb for name, verb in _VERBS.items() if name in request.POST), None)
    answer = verb(request, managed) if verb else None
    return answer or redirect("manage:managers", venue_id)


def _invite(request: HttpRequest, managed: ManagedVenue) -> HttpResponse | None:
    email = request.POST.get("email", "").strip()
    problem = _invite_problem(managed, email)
    if problem:
        return _page(request, managed, email=email[:254], problem=problem)
    messages.success(
        request, gettext("Invitation sent, unless this person is already a manager.")
    )
    return None


def _invite_problem(managed: ManagedVenue, email: str) -> str:
    """Send the invitation, or return why it cannot be sent."""
    if not (managed.is_moderator or profile_initial(managed.user)["name"]):
        return gettext("Save your name first, so that people know who invites them.")
    try:
        validate_email(email)
        invite(
            venue_id=managed.venue.pk,
            email=email,
            invited_by=managed.user,
            at=timezone.now(),
        )
    except tuple(_NOT_INVITED) as error:
        return _NOT_INVITED[type(error)]()
    return ""


_NOT_INVITED: dict[type[Exception], Callable[[], str]] = {
    ValidationError: lambda: gettext(
        "Enter an email address, such as workshop@example.org."
    ),
    TooManyInvitationEmails: lambda: gettext(
        "You have sent too many invitations today. Try again tomorrow."
    ),
    TooManyInvitations: lambda: gettext(
        "You have too many open invitations. Cancel one to send another."
    ),
}


def _cancel(request: HttpRequest, managed: ManagedVenue) -> None:
    pk = _uuid(request.POST["take_back"])
    row = managed.venue.invitations.filter(pk=pk).first() if pk else None
    if row is None:
        messages.info(request, gettext("This invitation is no longer open."))
    elif _may_cancel(row, managed):
        cancel_invitation(venue_id=managed.venue.pk, invitation_id=row.pk)
        messages.success(request, gettext("Invitation cancelled."))


def _save_profile(request: HttpRequest, managed: ManagedVenue) -> HttpResponse | None:
    form = ManagerProfileForm(request.POST, initial=profile_initial(managed.user))
    if not form.is_valid():
        return _page(request, managed, form=form)
    form.save(managed.user)
    messages.success(request, gettext("Saved."))
    return None


def _remove(request: HttpRequest, managed: ManagedVenue) -> HttpResponse | None:
    user_id = _number(request.POST["let_go"])
    is_done = user_id is not None and _attempt(
        request,
        lambda: remove_organizer(
            venue_id=managed.venue.pk,
            user_id=user_id,
            by=managed.user,
            at=timezone.now(),
        ),
    )
    if not is_done:
        return None
    if user_id == managed.user.pk:
        messages.success(request, gettext("You have stopped managing this place."))
        return redirect("manage:my_venues")
    message = gettext("Removed. You can undo this for %(n)d days.")
    messages.success(request, message % {"n": UNDO_PERIOD.days})
    return None


def _restore(request: HttpRequest, managed: ManagedVenue) -> None:
    change_id = _uuid(request.POST["restore"])
    is_done = change_id is not None and _attempt(
        request,
        lambda: restore_organizer(
            venue_id=managed.venue.pk,
            change_id=change_id,
            by=managed.user,
            at=timezone.now(),
        ),
    )
    if is_done:
        messages.success(request, gettext("The removal has been undone."))


def _make_owner(request: HttpRequest, managed: ManagedVenue) -> None:
    user_id = _number(request.POST["owner"])
    is_done = user_id is not None and _attempt(
        request,
        lambda: transfer_ownership(
            venue_id=managed.venue.pk,
            user_id=user_id,
            by=managed.user,
            at=timezone.now(),
        ),
    )
    if is_done:
        messages.success(request, gettext("This place has a new owner."))


_VERBS: dict[str, Callable[[HttpRequest, ManagedVenue], HttpResponse | None]] = {
    "invite": _invite,
    "take_back": _cancel,
    "profile": _save_profile,
    "let_go": _remove,
    "restore": _restore,
    "owner": _make_owner,
}

_PROBLEMS: dict[type[DomainError], Callable[[], str]] = {
    LastOrganizer: lambda: gettext(
        "A place needs at least one manager. Invite someone else first."
    ),
    OwnerStays: lambda: gettext(
        "The owner cannot be removed. Make another manager the owner first."
    ),
    NotOwner: lambda: gettext("Only the owner or a moderator can do this."),
    NoManager: lambda: gettext("This person is no longer a manager."),
    NothingToUndo: lambda: gettext("This can no longer be undone."),
}


def _attempt(request: HttpRequest, action: Callable[[], None]) -> bool:
    """Do it, or tell the reader why not; return whether it was done."""
    try:
        action()
    except tuple(_PROBLEMS) as error:
        messages.error(request, _PROBLEMS[type(error)]())
        return False
    return True


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
