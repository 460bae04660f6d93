"""The statement of reasons, for the people responsible for what was reported."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from geoapp.stewardship.actions.appeal import can_appeal
from geoapp.stewardship.models import Report
from geoapp.stewardship.report_emails import decision_of_link
from geoapp.stewardship.report_models import Side
from geoapp.stewardship.restrictions import is_not_public, is_shown_again
from geoapp.stewardship.take_back_models import ACCOUNT_KIND, NOTHING
from geoapp.web.current_user import person
from geoapp.web.reports.appeals import appeal_problem


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show a decision to those concerned, and send their appeal.

    Nothing on it says who reported it, or in which words.
    """
    concerned = Report.objects.filter(pk=report_id, concerned=person(request))
    return _page(request, concerned.first())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decision_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a decision to a person whose account was closed, and send their appeal."""
    link = decision_of_link(token)
    if link is None:
        raise Http404
    report_id, person_id = link
    concerned = Report.objects.filter(pk=report_id, concerned=person_id)
    if concerned.filter(concerned__is_active=True).exists():
        # Since it was opened again, it can be signed in to.
        return redirect("reports:decision", report_id)
    return _page(request, concerned.first())


def _page(request: HttpRequest, row: Report | None) -> HttpResponse:
    if row is None:
        raise Http404
    words = request.POST.get("appeal", "").replace("\0", "")
    problem = ""
    if request.method == "POST":
        problem = appeal_problem(row, side=Side.AUTHOR, words=words)
        if not problem:
            return redirect(request.path)
    context = {
        "row": row,
        "is_nothing": row.kind == ACCOUNT_KIND and row.title == NOTHING,
        "is_shown_again": is_shown_again(row),
        "is_not_public": is_not_public(row),
        "former": row.superseded_decisions.order_by("decided_at"),
        "can_appeal": can_appeal(row, side=Side.AUTHOR, at=timezone.now()),
        "problem": problem,
        "words": words,
    }
    status = 422 if problem else 200
    return render(request, "reports/decision.html", context, status=status)
