"""A report's receipt: what became of it, and the appeal against the decision."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from geoapp.stewardship.actions.appeal import can_appeal
from geoapp.stewardship.actions.confirm_report import confirm_address
from geoapp.stewardship.models import DecidedAs, Decision, Report
from geoapp.stewardship.report_emails import (
    CONFIRM_WITHIN_S,
    report_to_confirm,
)
from geoapp.stewardship.report_models import Side, normalised_number
from geoapp.stewardship.restrictions import is_not_public, is_shown_again
from geoapp.web.reports.appeals import appeal_problem


@never_cache
@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Find a report by the number on its receipt."""
    typed = request.GET.get("number", "")[:40].replace("\0", "")
    number = normalised_number(typed)
    if number and Report.objects.filter(number=number).exists():
        return redirect("reports:receipt", number=number)
    status = 404 if typed else 200
    context = {"typed": typed}
    return render(request, "reports/look_up.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show a report to whoever has its number, and send their appeal.

    The number is the key: it is random, and told to the reporter only.
    """
    row = Report.objects.filter(number=normalised_number(number)).first()
    if row is None:
        raise Http404
    words = request.POST.get("appeal", "").replace("\0", "")
    problem = ""
    if request.method == "POST":
        problem = appeal_problem(row, side=Side.REPORTER, words=words)
        if not problem:
            return redirect("reports:receipt", number=row.number)
    context = {
        "row": row,
        "is_shown_again": is_shown_again(row),
        "is_not_public": is_not_public(row),
        "by_manager": row.decided_as == DecidedAs.MANAGER,
        "by_moderator": row.decided_as == DecidedAs.MODERATOR,
        "asks_to_confirm": _asks_to_confirm(row),
        "hides_area": row.kind == "venue",
        "former": row.superseded_decisions.order_by("decided_at"),
        "can_appeal": can_appeal(row, side=Side.REPORTER, at=timezone.now()),
        "problem": problem,
        "words": words,
    }
    status = 422 if problem else 200
    answer = render(request, "reports/receipt.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    # Other sites do not learn the number; with no referrer at all, browsers would send
    # the form without an origin.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _asks_to_confirm(row: Report) -> bool:
    """Return whether an email with a link is on its way, or has just arrived."""
    link_ends_at = row.made_at + timedelta(seconds=CONFIRM_WITHIN_S)
    is_open = row.email_confirmed_at is None and timezone.now() < link_ends_at
    return bool(row.email) and is_open and row.decision == Decision.WAITING


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address that gets the answer, on a button.

    A link in an email is opened by programs too, so opening it changes nothing.
    """
    report_id = report_to_confirm(token)
    row = Report.objects.filter(pk=report_id).first() if report_id else None
    if row is None or not row.email:
        return render(request, "reports/confirm.html", {"row": None}, status=404)
    if row.email_confirmed_at is not None:
        messages.info(
            request,
            gettext(
                "Your address is already confirmed. You can follow your report here."
            ),
        )
        return redirect("reports:receipt", number=row.number)
    if request.method == "POST":
        confirm_address(report_id=row.pk, at=timezone.now())
        messages.success(
            request,
            gettext("Your address is confirmed. We will email you the decision."),
        )
        return redirect("reports:receipt", number=row.number)
    return render(request, "reports/confirm.html", {"row": row, "token": token})
