"""The moderation queue: what awaits review, and decisions on several at once."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.accounts.models import User
from geoapp.stewardship.actions.notify_moderators import (
    choose_frequency,
    frequency_of,
)
from geoapp.stewardship.actions.take_back import (
    NoAccounts,
    ProtectedAccount,
    takeable_accounts,
)
from geoapp.stewardship.models import (
    Contribution,
    Decision,
    Frequency,
    TakeBack,
)
from geoapp.stewardship.ready_reasons import READY_REASONS
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
    MAX_SELECTED,
    SHOWN,
    filters_of,
    kind_of,
    pending_count,
    queue_items,
    sections_of,
)
from geoapp.web.manage.moderate.take_back import preview_page, take_back_problem
from geoapp.web.manage.moderate.views import moderator

_MAX_ROWS = 50
_RECENT = 10
# Each is decided by itself, in one request.
_MAX_TICKED = MAX_SELECTED
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
    if request.POST.get("verb") == _TAKE_BACK:
        return _preview(request, user, values)
    return _decide(request, user, values)


def _preview(request: HttpRequest, user: User, values: list[str]) -> HttpResponse:
    """Go on to the preview with the reason so far, which stands in no address."""
    ticked = ticked_of(values)
    account_ids = authors_of(ticked)
    problem = _nothing_ticked(ticked)
    if not problem and not account_ids:
        problem = gettext(
            "What you selected came without an account, so there is no account whose "
            "actions can be taken back."
        )
    if problem:
        return _page(request, user, ticked=values, selection_problem=problem)
    try:
        accounts = takeable_accounts(account_ids, by=user)
    except (NoAccounts, ProtectedAccount) as error:
        problem = take_back_problem(error)
        return _page(request, user, ticked=values, selection_problem=problem)
    entered = {
        "ready": request.POST.get("ready", ""),
        "reason": request.POST.get("reason", "").replace("\0", ""),
        "closes": "1",
    }
    return preview_page(request, accounts, entered=entered)


def _decide(request: HttpRequest, user: User, values: list[str]) -> HttpResponse:
    ticked = ticked_of(values)
    order = Order(
        verb=request.POST.get("verb", ""),
        ready=request.POST.get("ready", ""),
        typed=request.POST.get("reason", "").replace("\0", ""),
    )
    if order.verb not in VERBS:
        raise Http404
    problem, about_selection = reason_problem(order), _selection_problem(ticked)
    if problem or about_selection:
        return _page(
            request,
            user,
            ticked=values,
            problem="" if about_selection else problem,
            selection_problem=about_selection,
        )
    outcomes = decide_several(ticked, order, by=user, at=timezone.now())
    decided = [outcome for outcome in outcomes if not outcome.problem]
    if decided and not failed(outcomes):
        messages.success(request, _success(decided))
        return redirect("manage:queue")
    return _page(request, user, ticked=values, outcomes=outcomes)


def _success(decided: Sequence[ItemOutcome]) -> str:
    text = ngettext(
        "%(n)d decision saved: %(titles)s.",
        "%(n)d decisions saved: %(titles)s.",
        len(decided),
    )
    titles = ", ".join(outcome.title for outcome in decided[:_RECENT])
    saved = text % {"n": len(decided), "titles": titles}
    return f"{saved} {_who_is_emailed([outcome.emails for outcome in decided])}"


def _who_is_emailed(emails: Sequence[bool]) -> str:
    if all(emails):
        return ngettext(
            "We are emailing the contributor.",
            "We are emailing the contributors.",
            len(emails),
        )
    if any(emails):
        return gettext("We are emailing the contributors who can still be reached.")
    return gettext("We sent no email: no contributor has an address that takes email.")


def _page(
    request: HttpRequest,
    user: User,
    *,
    ticked: Collection[str] = (),
    outcomes: Sequence[ItemOutcome] = (),
    problem: str = "",
    selection_problem: str = "",
) -> HttpResponse:
    """Show the queue; `problem` is about the reason."""
    at = timezone.now()
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in SHOWN else ""
    items = queue_items()
    shown = [item for item in items if chosen in ("", kind_of(item))]
    rows = Contribution.objects.select_related("venue", "tutorial", "decided_by")
    context: dict[str, Any] = {
        "count": pending_count(),
        "filters": filters_of(items, chosen),
        "sections": sections_of(shown, ticked=ticked, by=user, at=at),
        "ready_reasons": READY_REASONS.items(),
        "entered": request.POST,
        "outcomes": outcomes,
        "problem": problem,
        "selection_problem": selection_problem,
        "awaiting_answer": rows.awaiting_answer()[:_MAX_ROWS],
        "recent_decisions": _recent(rows),
        "take_backs": _take_backs(),
        "frequency": frequency_of(user),
        "frequencies": Frequency.choices,
    }
    status = 422 if outcomes or problem or selection_problem else 200
    return render(request, "manage/queue.html", context, status=status)


def _selection_problem(ticked: Ticked) -> str:
    """Return what is wrong with what is ticked, before anything is decided."""
    number = len(ticked.submissions) + len(ticked.report_ids)
    if number > _MAX_TICKED:
        return gettext(
            "You selected %(n)d items. Clear some boxes: up to %(most)d are decided at "
            "once."
        ) % {"n": number, "most": _MAX_TICKED}
    return _nothing_ticked(ticked)


def _nothing_ticked(ticked: Ticked) -> str:
    if ticked.submissions or ticked.report_ids:
        return ""
    return gettext("Select something first.")


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
