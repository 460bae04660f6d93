"""Delete a draft: ask first, and say so where it has already been deleted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from geoapp.venues.actions.change_publication import NoDraft, discard_draft
from geoapp.venues.models import Venue
from geoapp.web.current_user import person
from geoapp.web.manage.access import ManagedVenue
from geoapp.web.manage.signed_state import FormScope, read_signed_values, sign_values


def discard(request: HttpRequest, managed: ManagedVenue) -> HttpResponse:
    """Ask whether the draft is to be deleted; delete it once that is confirmed."""
    venue = managed.venue
    if "confirmed" not in request.POST:
        token = sign_values({}, scope=_scope(request, venue.pk))
        context = {"venue": venue, "token": token}
        return render(request, "manage/confirm_discard.html", context)
    try:
        discard_draft(venue_id=venue.pk)
    except Venue.DoesNotExist:
        return already_discarded(request)
    except NoDraft:
        messages.error(
            request,
            gettext(
                "You cannot delete a place that has been "
                "published. Withdraw it instead."
            ),
        )
        return redirect("manage:venue", venue.pk)
    messages.success(request, gettext("Draft deleted."))
    return redirect("manage:my_venues")


def is_discarded(request: HttpRequest, venue_id: UUID) -> bool:
    """Whether this is the form of a draft that is deleted, such as a second click.

    Only who was asked has the form's signature, so strangers learn nothing of drafts.
    """
    token = request.POST.get("token", "")
    if not token or Venue.objects.filter(pk=venue_id).exists():
        return False
    return read_signed_values(token, scope=_scope(request, venue_id)) is not None


def already_discarded(request: HttpRequest) -> HttpResponse:
    """Lead to the other places."""
    messages.info(request, gettext("This draft has already been deleted."))
    return redirect("manage:my_venues")


def _scope(request: HttpRequest, venue_id: UUID) -> FormScope:
    return FormScope(form="discard", venue_id=venue_id, person_id=person(request).pk)
