"""Register a venue: the first step of the form."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from geoapp.geocoding.network_geocoders import looks_up_streets
from geoapp.venues.actions.register_venue import (
    NotYours,
    TooManyDrafts,
    register_venue,
)
from geoapp.venues.drafts import VenueDraft
from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from geoapp.venues.validation import InvalidVenue
from geoapp.web.current_user import person
from geoapp.web.manage.edit.steps import BY_NAME, STEPS
from geoapp.web.manage.form_errors import form_errors_of
from geoapp.web.manage.forms.basics import BasicsForm
from geoapp.web.manage.positioning import (
    check_position,
    needs_another_look,
    place_by_address,
)
from geoapp.web.manage.refusal_messages import error_message


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Show the first step, or create a draft; a name and a kind are enough."""
    if request.method != "POST":
        return _page(request, BasicsForm(), draft_id=uuid4())
    draft_id = _uuid(request.POST.get("draft_id", ""))
    form = BasicsForm(request.POST)
    if not form.is_valid():
        return _page(request, form, draft_id=draft_id, status=422)
    try:
        venue = _register(request, form, draft_id)
    except (NotYours, TooManyDrafts, InvalidVenue) as error:
        form.add_error(None, error_message(error))
        return _page(request, form, draft_id=uuid4(), status=422)
    messages.success(request, gettext("Saved as a draft. It is not public yet."))
    return redirect(
        _next_url(venue, was_pinned=form.cleaned_data["position"] is not None)
    )


def _register(request: HttpRequest, form: BasicsForm, draft_id: UUID) -> Venue:
    values = place_by_address(form.said({}), at=timezone.now())
    name, kind = values.pop("name"), values.pop("kind")
    draft = VenueDraft(id=draft_id, name=name, kind=kind, values=values)
    return register_venue(organizer=person(request), draft=draft, at=timezone.now())


def _next_url(venue: Venue, *, was_pinned: bool) -> str:
    """Return the URL of the next step, or of the first if it needs another look.

    That is so if the venue may be a duplicate, its pin looks wrong, or its author has
    not seen the pin yet or left it in the middle of the town.
    """
    first = reverse("manage:step", args=[venue.pk, "what"])
    values = values_of(venue.pk)
    if check_position(values, venue_id=venue.pk):
        return first
    if not was_pinned or needs_another_look(values, venue_id=venue.pk):
        return f"{first}#where"
    return reverse("manage:step", args=[venue.pk, "open"])


def _uuid(text: str) -> UUID:
    """Return the form's draft id, or a new one if it is not valid."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _page(
    request: HttpRequest, form: BasicsForm, *, draft_id: UUID, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "form_errors": form_errors_of(form) if status != 200 else [],
        "draft_id": draft_id,
        "step": BY_NAME["what"],
        "steps": STEPS,
        "venue": None,
        "looks_up_streets": looks_up_streets(),
    }
    return render(request, "manage/basics.html", context, status=status)
