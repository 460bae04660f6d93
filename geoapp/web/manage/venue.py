"""The user's venues, and the management page of one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.crafts.choices import Operation
from geoapp.discovery.matching.tutorials_at_venue import tutorials_at_venue
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import (
    ContributionOutcome,
    NothingAcceptedYet,
    save_change,
    withdraw,
)
from geoapp.stewardship.declined import DeclinedTwice
from geoapp.stewardship.models import Contribution
from geoapp.venues import rules
from geoapp.venues.actions.change_venue import EditConflict
from geoapp.venues.models import Publication, Venue
from geoapp.venues.stored_records import values_of
from geoapp.web.current_user import person
from geoapp.web.manage.access import ManagedVenue, get_managed_venue
from geoapp.web.manage.discard import already_discarded, discard, is_discarded
from geoapp.web.manage.edit.completeness import missing_of
from geoapp.web.manage.equipment_suggestions import suggest_equipment
from geoapp.web.manage.held_message import held_message
from geoapp.web.manage.overview import overview_of
from geoapp.web.manage.refusal_messages import change_declined_twice

_OPERATIONS = {
    "pause": Operation.PAUSED,
    "close": Operation.CLOSED,
    "reopen": Operation.OPERATING,
}


@never_cache
@login_required
@require_safe
def my_venues(request: HttpRequest) -> HttpResponse:
    """List the venues that the user manages, unpublished ones first."""
    user = person(request)
    venues = Venue.objects.filter(organizers__user=user, merged_into=None)
    venues = venues.select_related("organisation")
    ranked = sorted(venues, key=lambda v: (v.publication == "published", v.name))
    open_questions = Contribution.objects.by_author(user).awaiting_answer()
    questions = list(open_questions.select_related("venue", "tutorial"))
    context = {
        "venues": ranked,
        "questions": questions,
        "awaiting_answer_ids": {row.pk for row in questions},
        "contributions": Contribution.objects.by_author(user).select_related(
            "venue", "tutorial"
        )[:20],
    }
    return render(request, "manage/my_venues.html", context)


@never_cache
@login_required
@require_safe
def venue(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show the state of a venue and everything that can be done with it."""
    return venue_page(request, get_managed_venue(request, venue_id))


def venue_page(
    request: HttpRequest,
    managed: ManagedVenue,
    *,
    answer: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Render the page; `answer` is a typed answer to a report that was not accepted."""
    venue_id = managed.venue.pk
    published = PublishedVenue.objects.filter(pk=venue_id).first()
    tutorials_here = tutorials_at_venue(published) if published else None
    context = {
        "venue": managed.venue,
        "published_venue": published,
        "missing": missing_of(venue_id),
        "tutorials_here": tutorials_here,
        "equipment_suggestions": suggest_equipment(tutorials_here.incomplete)
        if tutorials_here
        else [],
        "is_public": managed.venue.publication == Publication.PUBLISHED,
        "may_submit": managed.may(rules.may_submit),
        "may_withdraw": managed.may(rules.may_withdraw),
        "may_discard": managed.may(rules.may_discard),
        "answer": answer,
        **overview_of(managed),
        "open_decisions": Contribution.objects.of_venue(venue_id).open_decisions()[:5],
    }
    status = 422 if answer else 200
    return render(request, "manage/venue.html", context, status=status)


@never_cache
@login_required
@require_POST
def change_state(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Pause, close, reopen, withdraw or (a draft) delete."""
    verb = request.POST.get("verb", "")
    if verb == "discard" and is_discarded(request, venue_id):
        return already_discarded(request)
    managed = get_managed_venue(request, venue_id)
    reason = " ".join(request.POST.get("reason", "").replace("\0", " ").split())[:300]
    if verb in _OPERATIONS:
        _change_operation(request, managed, _OPERATIONS[verb], reason=reason)
    elif verb == "withdraw" and managed.may(rules.may_withdraw):
        _withdraw(request, managed)
    elif verb == "discard" and managed.may(rules.may_discard):
        return discard(request, managed)
    else:
        raise Http404
    return redirect("manage:venue", venue_id)


def _change_operation(
    request: HttpRequest, managed: ManagedVenue, operation: Operation, *, reason: str
) -> None:
    if managed.venue.publication != Publication.PUBLISHED:
        messages.error(request, gettext("You can do this once the place is public."))
        return
    try:
        outcome = _operate(managed, operation, reason=reason, at=timezone.now())
    except EditConflict:
        messages.error(request, gettext("Someone else has changed this"))
    except DeclinedTwice:
        messages.error(request, change_declined_twice())
    else:
        if outcome.held:
            messages.info(request, held_message(outcome))


def _withdraw(request: HttpRequest, managed: ManagedVenue) -> None:
    try:
        withdraw(user=managed.user, venue_id=managed.venue.pk, at=timezone.now())
    except NothingAcceptedYet:
        messages.error(
            request,
            gettext("While you are new, only the owner can withdraw this place."),
        )
        return
    messages.success(request, gettext("Withdrawn. This place is no longer on the map."))


def _operate(
    managed: ManagedVenue, operation: Operation, *, reason: str, at: datetime
) -> ContributionOutcome:
    # Date and reason belong to a closure; reopening clears both.
    runs = operation == Operation.OPERATING
    changes = {
        "operation": operation.value,
        "operation_since": None if runs else at.date().isoformat(),
        "operation_reason": None if runs else reason or None,
    }
    return save_change(
        user=managed.user,
        venue_id=managed.venue.pk,
        changes=changes,
        base=values_of(managed.venue.pk),
        at=at,
    )
