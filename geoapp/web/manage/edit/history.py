"""The history of a venue: changes, undo and proposals of sources."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.stewardship.actions.contribute import ContributionOutcome, save_change, undo
from geoapp.stewardship.declined import DeclinedTwice
from geoapp.venues.actions.change_venue import EditConflict
from geoapp.venues.actions.undo_change import NoSuchChange, keep_correction
from geoapp.venues.history import Proposal, history_of, proposals_of
from geoapp.venues.manager_names import manager_names
from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from geoapp.web.field_labels import field_label
from geoapp.web.manage.access import ManagedVenue, get_managed_venue
from geoapp.web.manage.held_message import held_message
from geoapp.web.manage.refusal_messages import change_declined_twice

MAX_CHANGES = 100


@never_cache
@login_required
@require_safe
def history(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show the changes, newest first, and the proposals of sources."""
    managed = get_managed_venue(request, venue_id)
    former = _merged_venue(managed, request.GET.get("of", ""))
    changes = history_of(former.pk if former else venue_id)
    names = manager_names(
        {change.author_id for change in changes},
        venue=managed.venue,
        with_addresses=managed.is_moderator,
    )
    context = {
        "venue": managed.venue,
        "changes": [
            (change, change.source or names.of(change.author_id))
            for change in changes[:MAX_CHANGES]
        ],
        "hidden_count": max(len(changes) - MAX_CHANGES, 0),
        "proposals": [] if former else proposals_of(venue_id),
        "former": former,
        "merges": managed.venue.merges.select_related("merged").order_by("-at"),
    }
    return render(request, "manage/history.html", context)


def _merged_venue(managed: ManagedVenue, text: str) -> Venue | None:
    """Return the place with this id that was merged into the managed one."""
    rows = Venue.objects.filter(merged_into=managed.venue)
    return next((row for row in rows if str(row.pk) == text), None)


@never_cache
@login_required
@require_POST
def undo_one(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Restore a field to its value before a change."""
    managed = get_managed_venue(request, venue_id)
    event = request.POST.get("change", "")
    if not (event.isascii() and event.isdigit() and len(event) < 19):
        raise Http404
    try:
        outcome = undo(
            user=managed.user,
            venue_id=venue_id,
            event_id=int(event),
            at=timezone.now(),
        )
    except NoSuchChange:
        raise Http404 from None
    except DeclinedTwice:
        messages.error(request, change_declined_twice())
        return redirect("manage:history", venue_id)
    _add_message(request, outcome)
    return redirect("manage:history", venue_id)


def _add_message(request: HttpRequest, outcome: ContributionOutcome) -> None:
    if outcome.held:
        messages.info(request, held_message(outcome))
        return
    names = ", ".join(field_label(field) for field in outcome.changed)
    messages.success(request, gettext("Restored: %(fields)s.") % {"fields": names})


@never_cache
@login_required
@require_POST
def answer_proposal(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Accept the source's value, or keep the correction."""
    managed = get_managed_venue(request, venue_id)
    field = request.POST.get("field", "")
    proposal = next((p for p in proposals_of(venue_id) if p.field == field), None)
    if proposal is None:
        messages.info(request, gettext("This has already been answered."))
        return redirect("manage:history", venue_id)
    if "take" in request.POST:
        _accept(request, managed, proposal)
    else:
        keep_correction(
            venue_id=venue_id, field=field, author=managed.user, at=timezone.now()
        )
        messages.success(request, gettext("We have kept your version."))
    return redirect("manage:history", venue_id)


def _accept(request: HttpRequest, managed: ManagedVenue, proposal: Proposal) -> None:
    """Save the source's value, under the rules of every change."""
    field = proposal.field
    try:
        outcome = save_change(
            user=managed.user,
            venue_id=managed.venue.pk,
            changes={field: proposal.source_value},
            base={field: values_of(managed.venue.pk).get(field)},
            at=timezone.now(),
        )
    except EditConflict:
        messages.error(request, gettext("Someone else has changed this"))
        return
    except DeclinedTwice:
        messages.error(request, change_declined_twice())
        return
    if outcome.held:
        messages.info(request, held_message(outcome))
    else:
        messages.success(request, gettext("Updated from the source."))
