"""The form on which somebody claims a place."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from geoapp.common.errors import DomainError
from geoapp.common.text import TextTooLong
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.report import (
    MAX_MESSAGE_LENGTH,
    MAX_PENDING_REPORTS,
    AlreadyManager,
    MessageMissing,
    TooManyReports,
    claim_venue,
)
from geoapp.stewardship.guidelines import has_accepted
from geoapp.stewardship.models import ReportTopic
from geoapp.venues.models import Venue
from geoapp.web.about.guidelines_required import guidelines_required
from geoapp.web.current_user import person
from geoapp.web.manage.refusal_messages import too_long


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guidelines_required
def claim(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show the form about a published venue, and send the claim."""
    venue = PublishedVenue.objects.filter(pk=venue_id).first()
    if venue is None:
        raise Http404
    return _page(request, venue) if request.method != "POST" else _sent(request, venue)


@require_safe
def mistake(_request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Redirect an address of before to the form for reports."""
    path = reverse("reports:report", args=["venue", venue_id])
    return HttpResponsePermanentRedirect(f"{path}?topic={ReportTopic.MISTAKE}")


def _sent(request: HttpRequest, venue: PublishedVenue) -> HttpResponse:
    words = request.POST.get("words", "").replace("\0", "")
    if not has_accepted(person(request)):
        return _page(request, venue, words=words, needs_guidelines=True)
    try:
        claim_venue(
            user=person(request), venue_id=venue.pk, words=words, at=timezone.now()
        )
    except Venue.DoesNotExist:
        raise Http404 from None
    except tuple(_PROBLEMS) as error:
        problem = _PROBLEMS[type(error)]()
        return _page(request, venue, words=words, problem=problem)
    messages.success(
        request, gettext("Sent. A moderator will read it and reply by email.")
    )
    return redirect(venue)


_PROBLEMS: dict[type[DomainError], Callable[[], str]] = {
    MessageMissing: lambda: gettext("Enter a sentence or two before you send this."),
    TextTooLong: lambda: too_long(MAX_MESSAGE_LENGTH),
    TooManyReports: lambda: (
        gettext(
            "You already have %(most)d messages awaiting review. Wait until one has"
            " been reviewed, then send this one."
        )
        % {"most": MAX_PENDING_REPORTS}
    ),
    AlreadyManager: lambda: gettext("You already manage this place."),
}


def _page(
    request: HttpRequest,
    venue: PublishedVenue,
    *,
    words: str = "",
    problem: str = "",
    needs_guidelines: bool = False,
) -> HttpResponse:
    context = {
        "published_venue": venue,
        "message": words,
        "problem": problem,
        "needs_guidelines": needs_guidelines,
        "max_length": MAX_MESSAGE_LENGTH,
    }
    status = 422 if problem or needs_guidelines else 200
    return render(request, "manage/claim.html", context, status=status)
