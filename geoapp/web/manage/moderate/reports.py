"""Reports about venues, and the moderators' decisions on them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.common.text import TextTooLong
from geoapp.stewardship.actions.decide import (
    MAX_REASON_LENGTH,
    OwnContribution,
    ReasonMissing,
)
from geoapp.stewardship.actions.resolve_report import (
    ReportAlreadyResolved,
    ReportChanged,
    accept_report,
    decline_report,
)
from geoapp.stewardship.models import Report
from geoapp.venues.actions.change_publication import MergedVenue
from geoapp.venues.models import Organizer
from geoapp.web.manage.moderate.views import moderator
from geoapp.web.manage.refusal_messages import too_long

_VERBS = {"take": accept_report, "refuse": decline_report}


@never_cache
@login_required
@require_safe
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show a report with its venue, author and the venue's managers."""
    return _page(request, report_id)


def _page(
    request: HttpRequest, report_id: UUID, *, problem: str = "", reason: str = ""
) -> HttpResponse:
    user = moderator(request)
    rows = Report.objects.select_related("venue", "author", "decided_by")
    row = rows.filter(pk=report_id).first()
    if row is None:
        raise Http404
    managers = Organizer.objects.filter(venue=row.venue).select_related("user")
    context = {
        "row": row,
        "is_own_submission": row.author_id == user.pk,
        "managers": managers.order_by("since", "pk"),
        "problem": problem,
        "reason": reason,
    }
    status = 422 if problem else 200
    return render(request, "manage/report_detail.html", context, status=status)


@never_cache
@login_required
@require_POST
def resolve(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Accept or decline a report; declining needs a reason."""
    user = moderator(request)
    verb = _VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    reason = request.POST.get("reason", "").replace("\0", "")
    seen = request.POST.get("shown", "")
    try:
        verb(report_id=report_id, by=user, reason=reason, at=timezone.now(), seen=seen)
    except Report.DoesNotExist:
        raise Http404 from None
    except tuple(_PROBLEMS) as error:
        problem = str(_PROBLEMS[type(error)]())
        return _page(request, report_id, problem=problem, reason=reason)
    messages.success(
        request, gettext("Decision saved. We are emailing the person who sent this.")
    )
    return redirect("manage:queue")


_PROBLEMS: dict[type[Exception], Callable[[], str]] = {
    ReportAlreadyResolved: lambda: gettext("This has already been decided."),
    ReportChanged: lambda: gettext(
        "This changed while you were reviewing it. Check it again."
    ),
    OwnContribution: lambda: gettext(
        "You cannot review your own message. Another moderator has to do it."
    ),
    ReasonMissing: lambda: gettext(
        "Give a reason. The person who wrote this will read it."
    ),
    TextTooLong: lambda: too_long(MAX_REASON_LENGTH),
    MergedVenue: lambda: gettext("This place has been merged into another place."),
}
