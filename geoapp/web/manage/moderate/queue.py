"""The moderation queue: what awaits review, and decisions on several at once."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.accounts.models import User
from geoapp.stewardship.actions.notify_moderators import (
    choose_frequency,
    frequency_of,
)
from geoapp.stewardship.models import (
    Contribution,
    Decision,
    Frequency,
    TakeBack,
)
from geoapp.web.manage.moderate.decide_several import (
    VERBS,
    ItemOutcome,
    Order,
    Ticked,
    authors_of,
    decide_several,
    failed,
    reason_problem,
    ticked_of,
)
from geoapp.web.manage.moderate.queue_items import (
    SHOWN,
    filters_of,
    kind_of,
    pending_reports,
    queue_items,
    sections_of,
)
from geoapp.web.manage.moderate.ready_reasons import READY_REASONS
from geoapp.web.manage.moderate.views import moderator

_MAX_ROWS = 50
_RECENT = 10
# As many as a page shows of one group; more are decided in another round.
_MAX_TICKED = 100
_SELECT, _TAKE_BACK = "select", "take_back"


@never_cache
@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List what awaits review, open questions, recent decisions and take-backs."""
    return _page(request, moderator(request))


@never_cache
@login_required
@require_POST
def decide_ticked(request: HttpRequest) -> HttpResponse:
    """Decide on what is ticked, tick a group, or go on to take back what they did."""
    user = moderator(request)
    values = request.POST.getlist("item")
    if _SELECT in request.POST:
        return _page(request, user, ticked=[*values, *request.POST[_SELECT].split()])
    ticked = ticked_of(values[:_MAX_TICKED])
    if request.POST.get("verb") == _TAKE_BACK:
        pairs = [("account", str(pk)) for pk in authors_of(ticked)]
        return redirect(f"{reverse('manage:take_back')}?{urlencode(pairs)}")
    return _decide(request, user, values)


def _decide(request: HttpRequest, user: User, values: list[str]) -> HttpResponse:
    ticked = ticked_of(values[:_MAX_TICKED])
    order = Order(
        verb=request.POST.get("verb", ""),
        ready=request.POST.get("ready", ""),
        typed=request.POST.get("reason", "").replace("\0", ""),
    )
    if order.verb not in VERBS:
        raise Http404
    problem = _order_problem(ticked, order)
    if problem:
        return _page(request, user, ticked=values, problem=problem)
    outcomes = decide_several(ticked, order, by=user, at=timezone.now())
    decided = [outcome for outcome in outcomes if not outcome.problem]
    if decided and not failed(outcomes):
        messages.success(request, _success(decided))
        return redirect("manage:queue")
    return _page(request, user, ticked=values, outcomes=outcomes)


def _success(decided: Sequence[ItemOutcome]) -> str:
    text = ngettext(
        "%(n)d decision saved: %(titles)s. We are emailing the contributor.",
        "%(n)d decisions saved: %(titles)s. We are emailing the contributors.",
        len(decided),
    )
    titles = ", ".join(outcome.title for outcome in decided[:_RECENT])
    return text % {"n": len(decided), "titles": titles}


def _page(
    request: HttpRequest,
    user: User,
    *,
    ticked: Collection[str] = (),
    outcomes: Sequence[ItemOutcome] = (),
    problem: str = "",
) -> HttpResponse:
    at = timezone.now()
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in SHOWN else ""
    items = queue_items()
    shown = [item for item in items if chosen in ("", kind_of(item))]
    rows = Contribution.objects.select_related("venue", "tutorial", "decided_by")
    context: dict[str, Any] = {
        "count": Contribution.objects.pending().count() + pending_reports().count(),
        "filters": filters_of(items, chosen),
        "sections": sections_of(shown, ticked=ticked, at=at),
        "ready_reasons": READY_REASONS.items(),
        "entered": request.POST,
        "outcomes": outcomes,
        "problem": problem,
        "awaiting_answer": rows.awaiting_answer()[:_MAX_ROWS],
        "recent_decisions": _recent(rows),
        "take_backs": _take_backs(),
        "frequency": frequency_of(user),
        "frequencies": Frequency.choices,
    }
    status = 422 if outcomes or problem else 200
    return render(request, "manage/queue.html", context, status=status)


def _order_problem(ticked: Ticked, order: Order) -> str:
    """Return what is wrong with the form as a whole, before anything is decided."""
    if not ticked.submissions and not ticked.report_ids:
        return gettext("Select something first.")
    return reason_problem(order)


def _recent(rows: Any) -> Any:
    """Return recent decisions; what a take-back withdrew stands with it."""
    decided = rows.decided().exclude(decision=Decision.TAKEN_BACK)
    return decided[:_RECENT]


def _take_backs() -> Any:
    rows = TakeBack.objects.select_related("by").prefetch_related("accounts")
    return rows.order_by("-at", "pk")[:_RECENT]


@never_cache
@login_required
@require_POST
def choose_notices(request: HttpRequest) -> HttpResponse:
    """Store how often the moderator wants to be emailed about the queue."""
    user = moderator(request)
    chosen = request.POST.get("frequency", "")
    if chosen not in Frequency.values:
        raise Http404
    choose_frequency(user=user, frequency=Frequency(chosen))
    messages.success(request, gettext("Saved."))
    return redirect("manage:queue")
