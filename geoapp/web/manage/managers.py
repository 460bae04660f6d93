"""The managers of a venue: invite, accept, leave."""

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
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from geoapp.stewardship.actions.invite import TooManyInvitationEmails, invite
from geoapp.venues import rules
from geoapp.venues.actions.organizers import (
    LastOrganizer,
    NotInvited,
    TooManyInvitations,
    accept_invitation,
    cancel_invitation,
    remove_organizer,
)
from geoapp.venues.models import Invitation
from geoapp.web.current_user import person
from geoapp.web.manage.access import ManagedVenue, get_managed_venue


@never_cache
@login_required
@require_safe
def managers(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show the managers of a venue and the open invitations."""
    return _page(request, get_managed_venue(request, venue_id, rule=rules.may_invite))


def _page(
    request: HttpRequest, managed: ManagedVenue, *, email: str = "", problem: str = ""
) -> HttpResponse:
    context = {
        "venue": managed.venue,
        "organizers": managed.venue.organizers.select_related("user").order_by("since"),
        "invitations": managed.venue.invitations.order_by("invited_at"),
        "email": email,
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "manage/managers.html", context, status=status)


@never_cache
@login_required
@require_POST
def change_managers(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Invite an address, cancel an invitation, or remove a manager."""
    managed = get_managed_venue(request, venue_id, rule=rules.may_invite)
    if "invite" in request.POST:
        return _invite(request, managed)
    if "take_back" in request.POST:
        invitation = _uuid(request.POST["take_back"])
        if invitation is not None:
            cancel_invitation(venue_id=venue_id, invitation_id=invitation)
        return redirect("manage:managers", venue_id)
    return _remove_manager(request, managed)


def _invite(request: HttpRequest, managed: ManagedVenue) -> HttpResponse:
    email = request.POST.get("email", "").strip()
    try:
        validate_email(email)
    except ValidationError:
        problem = gettext("Enter an email address, such as workshop@example.org.")
        return _page(request, managed, email=email[:254], problem=problem)
    try:
        invite(
            venue_id=managed.venue.pk,
            email=email,
            invited_by=managed.user,
            at=timezone.now(),
        )
    except TooManyInvitationEmails:
        problem = gettext(
            "You have sent too many invitations today. Try again tomorrow."
        )
        return _page(request, managed, email=email, problem=problem)
    except TooManyInvitations:
        problem = gettext(
            "You have too many open invitations. Cancel one to send another."
        )
        return _page(request, managed, email=email, problem=problem)
    messages.success(
        request, gettext("Invitation sent, unless this person is already a manager.")
    )
    return redirect("manage:managers", managed.venue.pk)


def _remove_manager(request: HttpRequest, managed: ManagedVenue) -> HttpResponse:
    user_id = request.POST.get("let_go", "")
    if user_id.isascii() and user_id.isdigit() and len(user_id) < 19:
        try:
            remove_organizer(venue_id=managed.venue.pk, user_id=int(user_id))
        except LastOrganizer:
            messages.error(
                request,
                gettext(
                    "A place needs at least one manager. Invite someone else first."
                ),
            )
        else:
            if int(user_id) == managed.user.pk:
                return redirect("manage:my_venues")
    return redirect("manage:managers", managed.venue.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Show an invitation; POST makes the invited user a manager."""
    user = person(request)
    row = Invitation.objects.select_related("venue").filter(pk=invitation_id).first()
    is_own = row is not None and row.email == user.email.lower()
    if request.method != "POST":
        context = {"invitation": row if is_own else None}
        return render(
            request, "manage/invitation.html", context, status=200 if is_own else 404
        )
    try:
        venue = accept_invitation(
            invitation_id=invitation_id, user=user, at=timezone.now()
        )
    except NotInvited:
        return render(
            request, "manage/invitation.html", {"invitation": None}, status=404
        )
    messages.success(request, gettext("You are now a manager of this place."))
    return redirect("manage:venue", venue.pk)
