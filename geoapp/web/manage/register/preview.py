"""The preview of a venue, and its submission for review."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.common.errors import DomainError
from geoapp.common.text import TextTooLong
from geoapp.discovery.hours.open_state import hours_in
from geoapp.geo.points import to_position
from geoapp.publishing.preview import preview_of
from geoapp.stewardship.actions.contribute import (
    MAX_REPLY_LENGTH,
    is_trusted,
    submit_venue,
)
from geoapp.stewardship.declined import DeclinedTwice
from geoapp.stewardship.guidelines import has_accepted
from geoapp.stewardship.models import Contribution
from geoapp.venues import rules
from geoapp.venues.actions.change_publication import Unplaced
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.access import ManagedVenue, get_managed_venue
from geoapp.web.manage.edit.completeness import missing_by_step
from geoapp.web.manage.edit.steps import BY_NAME, STEPS
from geoapp.web.manage.photos.views import VIEW
from geoapp.web.manage.positioning import check_position
from geoapp.web.manage.refusal_messages import declined_twice, too_long
from geoapp.web.venues.photos import photo_context
from geoapp.web.venues.views import entry_of


@never_cache
@login_required
@require_safe
def preview(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show the venue as it would be published, missing details and open questions."""
    return _page(request, get_managed_venue(request, venue_id))


def _question(venue_id: UUID) -> Contribution | None:
    """Return the open question about the venue's submission, if any."""
    questions = Contribution.objects.of_venue(venue_id).filter(changes={})
    return questions.awaiting_answer().last()


def _page(
    request: HttpRequest,
    managed: ManagedVenue,
    *,
    problem: str = "",
    words: str = "",
    answer_problem: str = "",
    needs_guidelines: bool = False,
) -> HttpResponse:
    at, venue_id = timezone.now(), managed.venue.pk
    rows = preview_of(venue_id, at=at)
    values = values_of(venue_id)
    context: dict[str, Any] = {
        "step": BY_NAME["preview"],
        "steps": STEPS,
        "managed_venue": managed.venue,
        "may_submit": managed.may(rules.may_submit),
        "is_trusted": is_trusted(managed.user),
        "missing": missing_by_step(venue_id),
        "problem": problem,
        "answer_problem": answer_problem,
        "needs_guidelines": needs_guidelines,
        "question": _question(venue_id),
        "answer_text": words,
        "position_check": check_position(values, venue_id=venue_id),
    }
    if rows is not None:
        position = to_position(rows.venue.public_point)
        hours = hours_in(rows.openings, position=position, at=at)
        context |= entry_of(rows.venue, hours, at=at)
        context["photos"] = photo_context(
            venue_id, rows.venue.page["photos"], view=VIEW
        )
    status = 422 if problem or answer_problem or needs_guidelines else 200
    return render(request, "manage/preview.html", context, status=status)


def _require_guidelines(
    request: HttpRequest, managed: ManagedVenue, *, words: str
) -> HttpResponse:
    """Redirect to the guidelines; with an answer, show the page again to keep it."""
    if words.strip():
        return _page(request, managed, words=words, needs_guidelines=True)
    messages.info(request, gettext("Read and accept the guidelines first."))
    preview_url = reverse("manage:preview", args=[managed.venue.pk])
    return redirect(f"{reverse('about:guidelines')}?next={preview_url}")


def _refused(
    request: HttpRequest, managed: ManagedVenue, error: DomainError, *, words: str
) -> HttpResponse:
    if isinstance(error, TextTooLong):
        message = too_long(MAX_REPLY_LENGTH)
        return _page(request, managed, answer_problem=message, words=words)
    problem = gettext("You cannot submit this yet. Add its location first.")
    if isinstance(error, DeclinedTwice):
        problem = declined_twice()
    return _page(request, managed, problem=problem, words=words)


@never_cache
@login_required
@require_POST
def submit(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Submit the venue for review, or publish it if the user is trusted."""
    managed = get_managed_venue(request, venue_id, rule=rules.may_edit)
    if not managed.may(rules.may_submit):
        messages.info(request, gettext("This has already been submitted for review."))
        return redirect("manage:venue", venue_id)
    words = request.POST.get("answer", "").replace("\0", "")
    if not has_accepted(managed.user):
        return _require_guidelines(request, managed, words=words)
    try:
        row = submit_venue(
            user=managed.user, venue_id=venue_id, at=timezone.now(), answer=words
        )
    except (Unplaced, TextTooLong, DeclinedTwice) as error:
        return _refused(request, managed, error, words=words)
    if row.decision == "accepted":
        messages.success(request, gettext("Thank you. The place is now on the map."))
    else:
        messages.success(
            request,
            gettext(
                "Submitted for review. We will email you the decision. Until then "
                "you can still make changes."
            ),
        )
    return redirect("manage:venue", venue_id)
