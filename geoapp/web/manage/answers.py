"""What managers do on the page of their venue: answer reports, cancel own changes."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from geoapp.common.text import TextTooLong
from geoapp.stewardship.actions.answer_report import MayNotAnswer, answer_report
from geoapp.stewardship.actions.decide import (
    MAX_REASON_LENGTH,
    AlreadyDecided,
    OwnContribution,
    ReasonMissing,
    withdraw_submission,
)
from geoapp.stewardship.actions.resolve_report import (
    CorrectionMissing,
    ReportAlreadyResolved,
    ReportChanged,
)
from geoapp.stewardship.models import Contribution, Report
from geoapp.venues.actions.organizers import choose_change_emails
from geoapp.venues.models import ChangeEmails
from geoapp.web.manage.access import get_managed_venue
from geoapp.web.manage.emailed import Reply, reply_to
from geoapp.web.manage.refusal_messages import correction_missing, too_long
from geoapp.web.manage.venue import venue_page

_VERBS = {"corrected": True, "not_corrected": False}


@never_cache
@login_required
@require_POST
def answer(request: HttpRequest, venue_id: UUID, report_id: UUID) -> HttpResponse:
    """Close a report with an answer; what was typed is shown again with a problem."""
    managed = get_managed_venue(request, venue_id)
    is_right = _VERBS.get(request.POST.get("verb", ""))
    if is_right is None:
        raise Http404
    reason = request.POST.get("reason", "").replace("\0", "")
    if not Report.objects.filter(pk=report_id, item_id=venue_id).exists():
        raise Http404
    try:
        answer_report(
            report_id=report_id,
            by=managed.user,
            is_right=is_right,
            reason=reason,
            at=timezone.now(),
            seen=request.POST.get("shown", ""),
        )
    except Report.DoesNotExist:
        messages.info(request, gettext("This has already been answered."))
    except tuple(_PROBLEMS) as error:
        typed = {
            "report_id": report_id,
            "reason": reason,
            "problem": _PROBLEMS[type(error)](),
        }
        return venue_page(request, managed, answer=typed)
    else:
        messages.success(request, _answered(Report.objects.get(pk=report_id)))
    return redirect("manage:venue", venue_id)


def _answered(row: Report) -> str:
    return _ANSWERED[reply_to(row)]()


_ANSWERED: dict[Reply, Callable[[], str]] = {
    Reply.EMAILED: lambda: gettext(
        "Answer sent. We are emailing the person who wrote to you."
    ),
    Reply.NO_ADDRESS: lambda: gettext(
        "Answer saved. The person who wrote to you left no address, and can read it on "
        "the page of their report."
    ),
    Reply.UNCONFIRMED: lambda: gettext(
        "Answer saved. The person who wrote to you has not confirmed their address, "
        "and can read it on the page of their report."
    ),
    Reply.REJECTED: lambda: gettext(
        "Answer saved. The address of the person who wrote to you rejects email. They "
        "can read it on the page of their report."
    ),
}


_PROBLEMS: dict[type[Exception], Callable[[], str]] = {
    CorrectionMissing: correction_missing,
    MayNotAnswer: lambda: gettext(
        "While you are new, only the owner or a moderator can answer this."
    ),
    OwnContribution: lambda: gettext(
        "You cannot review your own message. Another moderator has to do it."
    ),
    ReasonMissing: lambda: gettext(
        "Enter an answer. The person who wrote it reads it."
    ),
    ReportAlreadyResolved: lambda: gettext("This has already been answered."),
    ReportChanged: lambda: gettext("The message has changed. Read it again."),
    TextTooLong: lambda: too_long(MAX_REASON_LENGTH),
}


@never_cache
@login_required
@require_POST
def cancel_change(
    request: HttpRequest, venue_id: UUID, contribution_id: UUID
) -> HttpResponse:
    """Withdraw the user's own change before it has been reviewed."""
    managed = get_managed_venue(request, venue_id)
    rows = Contribution.objects.filter(venue_id=venue_id, author=managed.user)
    if not rows.filter(pk=contribution_id).exists():
        raise Http404
    try:
        withdraw_submission(
            contribution_id=contribution_id, author=managed.user, at=timezone.now()
        )
    except AlreadyDecided:
        messages.info(request, gettext("This has already been decided."))
    else:
        messages.success(request, gettext("Your change has been cancelled."))
    return redirect("manage:venue", venue_id)


@never_cache
@login_required
@require_POST
def change_emails(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Save how often the user is told of changes by others."""
    managed = get_managed_venue(request, venue_id)
    choice = request.POST.get("change_emails", "")
    if choice not in ChangeEmails.values:
        raise Http404
    choose_change_emails(
        user=managed.user, choice=ChangeEmails(choice), at=timezone.now()
    )
    messages.success(request, gettext("Saved."))
    return redirect("manage:venue", venue_id)
