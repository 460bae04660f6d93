"""An invitation to manage a venue, as the invited person sees it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from geoapp.accounts.models import User
from geoapp.venues.actions.organizers import NotInvited, accept_invitation
from geoapp.venues.models import Invitation
from geoapp.web.current_user import person
from geoapp.web.manage.forms.manager_profile import ManagerProfileForm, profile_initial


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Show an invitation; POST makes the invited user a manager.

    Other managers see a name, so somebody without one is asked for it.
    """
    user = person(request)
    row = Invitation.objects.select_related("venue").filter(pk=invitation_id).first()
    if row is None or row.email != user.email.lower():
        return _invalid(request)
    form = _profile_form(request, user)
    if request.method != "POST" or (form is not None and not form.is_valid()):
        status = 200 if request.method != "POST" else 422
        context = {"invitation": row, "form": form}
        return render(request, "manage/invitation.html", context, status=status)
    try:
        venue = accept_invitation(
            invitation_id=invitation_id, user=user, at=timezone.now()
        )
    except NotInvited:
        return _invalid(request)
    if form is not None:
        form.save(user)
    messages.success(request, gettext("You are now a manager of this place."))
    return redirect("manage:venue", venue.pk)


def _profile_form(request: HttpRequest, user: User) -> ManagerProfileForm | None:
    """Return the form for a name, or None if the user has one."""
    initial = profile_initial(user)
    if initial["name"]:
        return None
    data = request.POST if request.method == "POST" else None
    return ManagerProfileForm(data, initial=initial)


def _invalid(request: HttpRequest) -> HttpResponse:
    return render(request, "manage/invitation.html", {"invitation": None}, status=404)
