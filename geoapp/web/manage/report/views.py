"""The form that reports a correction or a claim to the moderators."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from geoapp.common.errors import DomainError
from geoapp.common.text import TextTooLong
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.report import (
    MAX_MESSAGE_LENGTH,
    MAX_PENDING_REPORTS,
    AlreadyManager,
    MessageMissing,
    TooManyReports,
)
from geoapp.stewardship.actions.report import (
    report as send_report,
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
def report(request: HttpRequest, venue_id: UUID, topic: str) -> HttpResponse:
    """Show the form about a published venue, and send the report."""
    venue = PublishedVenue.objects.filter(pk=venue_id).first()
    if venue is None or topic not in ReportTopic.values:
        raise Http404
    if request.method != "POST":
        return _page(request, venue, ReportTopic(topic))
    return _sent(request, venue, ReportTopic(topic))


def _sent(
    request: HttpRequest, venue: PublishedVenue, topic: ReportTopic
) -> HttpResponse:
    words = request.POST.get("words", "").replace("\0", "")
    if not has_accepted(person(request)):
        return _page(request, venue, topic, words=words, needs_guidelines=True)
    try:
        send_report(
            user=person(request),
            venue_id=venue.pk,
            topic=topic,
            words=words,
            at=timezone.now(),
        )
    except Venue.DoesNotExist:
        raise Http404 from None
    except tuple(_PROBLEMS) as error:
        problem = _PROBLEMS[type(error)]()
        return _page(request, venue, topic, words=words, problem=problem)
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
    topic: ReportTopic,
    *,
    words: str = "",
    problem: str = "",
    needs_guidelines: bool = False,
) -> HttpResponse:
    context = {
        "published_venue": venue,
        "topic": topic,
        "message": words,
        "problem": problem,
        "needs_guidelines": needs_guidelines,
        "max_length": MAX_MESSAGE_LENGTH,
    }
    status = 422 if problem or needs_guidelines else 200
    return render(request, "manage/report.html", context, status=status)
