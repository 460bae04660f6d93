"""Reports about venues, and the moderators' decisions on them."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
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
    CorrectionMissing,
    GroundMissing,
    OwnDecision,
    ReportAlreadyResolved,
    ReportChanged,
    Resolution,
    UnknownOutcome,
    check_resolution,
    emailed_people,
    may_decide,
    possible_outcomes,
    resolve_report,
)
from geoapp.stewardship.kinds import content_kind
from geoapp.stewardship.models import (
    Decision,
    Ground,
    Outcome,
    Report,
    ReportTopic,
)
from geoapp.stewardship.restrictions import is_not_public, removed_since
from geoapp.tutorials.actions import AlreadyThere
from geoapp.venues.actions.change_publication import MergedVenue
from geoapp.web.manage.emailed import Reply, gets_email, reply_to
from geoapp.web.manage.moderate.views import moderator
from geoapp.web.manage.refusal_messages import correction_missing, too_long

_ROWS = 50  # on one page


@never_cache
@login_required
@require_safe
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show a report with what it is about, who is responsible, and any appeal."""
    return _page(request, report_id)


def _page(
    request: HttpRequest,
    report_id: UUID,
    *,
    problem: str = "",
    entered: Mapping[str, str] | None = None,
) -> HttpResponse:
    user = moderator(request)
    rows = Report.objects.select_related("venue", "author", "decided_by")
    row = rows.filter(pk=report_id).first()
    if row is None:
        raise Http404
    kind = content_kind(row.kind)
    context = {
        "row": row,
        "kind": kind,
        "item": kind.find(row.item_id) if kind is not None else None,
        "former": row.superseded_decisions.order_by("decided_at"),
        "is_not_public": is_not_public(row),
        "is_own_submission": row.author_id == user.pk,
        "may_decide": may_decide(row, user),
        "outcomes": [
            (outcome.value, kind.label_of(outcome) if kind is not None else "")
            for outcome in possible_outcomes(row)
        ],
        "grounds": Ground.choices,
        "reply": reply_to(row).name,
        "tells_people": any(map(gets_email, emailed_people(row))),
        "problem": problem,
        "entered": entered or {},
    }
    status = 422 if problem else 200
    return render(request, "manage/report_detail.html", context, status=status)


@never_cache
@login_required
@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    """List what was decided on reports, the newest first, by pages."""
    moderator(request)
    rows = Report.objects.exclude(decision=Decision.WAITING).select_related(
        "decided_by"
    )
    pages = Paginator(rows.order_by("-decided_at", "pk"), _ROWS)
    page = pages.get_page(request.GET.get("page"))
    context = {"page": page, "removed_since": removed_since(page)}
    return render(request, "manage/decided_reports.html", context)


@never_cache
@login_required
@require_POST
def resolve(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Decide on a report; erasing asks a second time, since it cannot be undone."""
    user = moderator(request)
    entered = {
        name: request.POST.get(name, "").replace("\0", "")
        for name in ("outcome", "ground", "law", "reason")
    }
    if "back" in request.POST:
        return _page(request, report_id, entered=entered)
    try:
        resolution = _resolution(entered)
        if resolution.outcome == Outcome.ERASED and "confirmed" not in request.POST:
            return _ask_again(request, report_id, resolution)
        row = resolve_report(
            report_id=report_id,
            by=user,
            resolution=resolution,
            at=timezone.now(),
            seen=request.POST.get("shown", ""),
        )
    except Report.DoesNotExist:
        raise Http404 from None
    except tuple(_PROBLEMS) as error:
        problem = str(_PROBLEMS[type(error)]())
        return _page(request, report_id, problem=problem, entered=entered)
    messages.success(request, _saved(row))
    return redirect("manage:queue")


def _saved(row: Report) -> str:
    reply = reply_to(row)
    if reply == Reply.EMAILED or any(map(gets_email, emailed_people(row))):
        return gettext("Decision saved. We are emailing the reasons.")
    if row.topic == ReportTopic.CONDUCT:
        return gettext(
            "Decision saved. We sent no email: nobody concerned has an address that "
            "takes email."
        )
    return _NOT_EMAILED[reply]()


_NOT_EMAILED: dict[Reply, Callable[[], str]] = {
    Reply.NO_ADDRESS: lambda: gettext(
        "Decision saved. We sent no email: the person who reported this left no "
        "address, and can read the decision on the page of the report."
    ),
    Reply.UNCONFIRMED: lambda: gettext(
        "Decision saved. We sent no email: the person who reported this has not "
        "confirmed their address, and can read the decision on the page of the report."
    ),
    Reply.REJECTED: lambda: gettext(
        "Decision saved. We sent no email: the address of the person who reported this "
        "rejects email. They can read the decision on the page of the report."
    ),
}


def _ask_again(
    request: HttpRequest, report_id: UUID, resolution: Resolution
) -> HttpResponse:
    """Ask whether to erase, if nothing else is missing; raises as resolve_report."""
    row = Report.objects.get(pk=report_id)
    check_resolution(row, resolution)
    context = {
        "row": row,
        "resolution": resolution,
        "shown": request.POST.get("shown", ""),
        "is_place": row.kind == "venue",
    }
    return render(request, "manage/confirm_erasure.html", context)


def _resolution(entered: Mapping[str, str]) -> Resolution:
    if entered["outcome"] not in Outcome.values:
        raise UnknownOutcome
    return Resolution(
        outcome=Outcome(entered["outcome"]),
        reason=entered["reason"],
        ground=entered["ground"],
        law=entered["law"],
    )


_PROBLEMS: dict[type[Exception], Callable[[], str]] = {
    ReportAlreadyResolved: lambda: gettext("This has already been decided."),
    CorrectionMissing: correction_missing,
    ReportChanged: lambda: gettext(
        "This changed while you were reviewing it. Check it again."
    ),
    OwnContribution: lambda: gettext(
        "You cannot review your own message. Another moderator has to do it."
    ),
    OwnDecision: lambda: gettext(
        "This concerns you or your decision. Another moderator has to review it."
    ),
    UnknownOutcome: lambda: gettext("Choose a decision."),
    GroundMissing: lambda: gettext(
        "Choose the rule that this is based on, or name the law."
    ),
    ReasonMissing: lambda: gettext(
        "Give a reason. The person who wrote this will read it."
    ),
    AlreadyThere: lambda: gettext(
        "Another tutorial with this link is public, so this one cannot return."
    ),
    TextTooLong: lambda: too_long(MAX_REASON_LENGTH),
    MergedVenue: lambda: gettext("This place has been merged into another place."),
}
