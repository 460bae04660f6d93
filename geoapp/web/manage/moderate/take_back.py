"""Take back what accounts did, and undo it: pages for moderators."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from geoapp.accounts.models import User
from geoapp.common.text import TextTooLong
from geoapp.stewardship.actions.decide import MAX_REASON_LENGTH, ReasonMissing
from geoapp.stewardship.actions.take_back import (
    MAX_ACCOUNTS,
    NoAccounts,
    NothingToTakeBack,
    ProtectedAccount,
    deeds_of,
    is_protected,
    related_accounts,
    take_back,
    takeable_accounts,
)
from geoapp.stewardship.actions.undo_take_back import (
    AlreadyUndone,
    OwnTakeBack,
    undo_take_back,
)
from geoapp.stewardship.models import Ground, TakeBack, TakeBackStep
from geoapp.stewardship.ready_reasons import READY_REASONS, with_ready_reason
from geoapp.web.manage.moderate.take_back_lists import account_rows, previewed, taken
from geoapp.web.manage.moderate.views import moderator
from geoapp.web.manage.refusal_messages import too_long

_MAX_RELATED = 20
# A law is named with single reports.
GROUNDS = [choice for choice in Ground.choices if choice[0] != Ground.LAW]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """Show what would go of the accounts in `account`; POST takes it back."""
    user = moderator(request)
    params = request.POST if request.method == "POST" else request.GET
    ids = [int(text) for text in params.getlist("account") if _is_number(text)]
    includes = "include" in request.POST
    if includes:
        ids += [int(t) for t in params.getlist("related") if _is_number(t)]
    try:
        accounts = takeable_accounts(ids, by=user)
    except (NoAccounts, ProtectedAccount) as error:
        return _not_takeable(request, take_back_problem(error), by=user)
    if request.method != "POST":
        return preview_page(request, accounts, entered={})
    if includes:
        return preview_page(request, accounts, entered=request.POST)
    return _take_back(request, accounts, by=user)


def _not_takeable(request: HttpRequest, problem: str, *, by: User) -> HttpResponse:
    """Show the form again, with those accounts whose deeds can be taken back."""
    texts = request.POST.getlist("account")
    rows = User.objects.filter(pk__in=[int(t) for t in texts if _is_number(t)])
    accounts = [row for row in rows.order_by("pk") if not is_protected(row, by=by)]
    if not accounts:
        messages.error(request, problem)
        return redirect("manage:queue")
    return preview_page(
        request, accounts[:MAX_ACCOUNTS], entered=request.POST, accounts_problem=problem
    )


def take_back_problem(error: Exception) -> str:
    """Return why it cannot be taken back or undone, and what to do."""
    return _PROBLEMS[type(error)]()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _take_back(
    request: HttpRequest, accounts: Sequence[User], *, by: User
) -> HttpResponse:
    typed = request.POST.get("reason", "").replace("\0", "")
    ready = request.POST.get("ready", "")
    ground = request.POST.get("ground", "")
    if ground not in dict(GROUNDS):
        return preview_page(
            request, accounts, entered=request.POST, is_ground_missing=True
        )
    try:
        action = take_back(
            account_ids=[account.pk for account in accounts],
            by=by,
            reason=with_ready_reason(ready, typed, language=""),
            ground=Ground(ground),
            closes="closes" in request.POST,
            at=timezone.now(),
        )
    except (ReasonMissing, TextTooLong, NothingToTakeBack) as error:
        problem = take_back_problem(error)
        return preview_page(request, accounts, entered=request.POST, problem=problem)
    number = sum(kind.count for kind in taken(_steps(action)))
    closed = action.accounts.filter(is_closed=True).count()
    if number:
        messages.success(request, _taken_text(number))
    if closed:
        messages.success(request, _closed_text(closed))
    return redirect("manage:taken_back", action.pk)


def _taken_text(number: int) -> str:
    return ngettext(
        "%(n)d item has been taken back. You can undo this here at any time.",
        "%(n)d items have been taken back. You can undo this here at any time.",
        number,
    ) % {"n": number}


def _closed_text(number: int) -> str:
    return ngettext(
        "%(n)d account has been closed. You can undo this here at any time.",
        "%(n)d accounts have been closed. You can undo this here at any time.",
        number,
    ) % {"n": number}


def preview_page(
    request: HttpRequest,
    accounts: Sequence[User],
    *,
    entered: Mapping[str, str],
    problem: str = "",
    accounts_problem: str = "",
    is_ground_missing: bool = False,
) -> HttpResponse:
    """Show what would go of the accounts; `problem` is about the reason."""
    ids = [account.pk for account in accounts]
    kinds = previewed(deeds_of(ids))
    context: dict[str, Any] = {
        "accounts": account_rows(accounts),
        "related": account_rows(related_accounts(ids)[:_MAX_RELATED]),
        "kinds": kinds,
        "count": sum(kind.count for kind in kinds),
        "ready_reasons": READY_REASONS.items(),
        "grounds": GROUNDS,
        "entered": entered,
        "problem": problem,
        "accounts_problem": accounts_problem,
        "is_ground_missing": is_ground_missing,
    }
    status = 422 if problem or accounts_problem or is_ground_missing else 200
    return render(request, "manage/take_back.html", context, status=status)


@never_cache
@login_required
@require_safe
def taken_back(request: HttpRequest, take_back_id: UUID) -> HttpResponse:
    """Show what was taken back of whom, by whom and why."""
    moderator(request)
    rows = TakeBack.objects.select_related("by", "undone_by")
    action = get_object_or_404(rows, pk=take_back_id)
    kinds = taken(_steps(action))
    accounts = list(action.accounts.select_related("user").order_by("pk"))
    context = {
        "action": action,
        "accounts": accounts,
        "closed": sum(row.is_closed for row in accounts),
        "kinds": kinds,
        "count": sum(kind.count for kind in kinds),
    }
    return render(request, "manage/taken_back.html", context)


def _steps(action: TakeBack) -> QuerySet[TakeBackStep]:
    return TakeBackStep.objects.filter(account__take_back=action).order_by("number")


@never_cache
@login_required
@require_POST
def undo(request: HttpRequest, take_back_id: UUID) -> HttpResponse:
    """Put back everything that was taken back."""
    user = moderator(request)
    get_object_or_404(TakeBack, pk=take_back_id)
    try:
        undo_take_back(take_back_id=take_back_id, by=user, at=timezone.now())
    except (AlreadyUndone, OwnTakeBack) as error:
        messages.error(request, take_back_problem(error))
    else:
        messages.success(
            request,
            gettext("Undone. What others have changed in the meantime has stayed."),
        )
    return redirect("manage:taken_back", take_back_id)


_PROBLEMS: dict[type[Exception], Callable[[], str]] = {
    NoAccounts: lambda: (
        gettext("Select the submissions of up to %(most)d accounts at a time.")
        % {"most": MAX_ACCOUNTS}
    ),
    ProtectedAccount: lambda: gettext(
        "What moderators or you yourself did cannot be taken back here."
    ),
    NothingToTakeBack: lambda: gettext(
        "These accounts did nothing that could be taken back."
    ),
    ReasonMissing: lambda: gettext("Give a reason. The contributor will read it."),
    TextTooLong: lambda: too_long(MAX_REASON_LENGTH),
    AlreadyUndone: lambda: gettext("This has already been undone."),
    OwnTakeBack: lambda: gettext(
        "This concerns your own account. Another moderator has to undo it."
    ),
}
