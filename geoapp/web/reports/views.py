"""The page on which anybody reports something public."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from geoapp.accounts.counters import Period, count_one_of_network
from geoapp.accounts.models import User
from geoapp.common.client_address import client_address
from geoapp.common.errors import DomainError
from geoapp.stewardship.actions.report import (
    MAX_PENDING_REPORTS,
    NotReportable,
    ReportDraft,
    TooManyReports,
    report_item,
)
from geoapp.stewardship.kinds import ContentKind, ReportedItem, content_kind
from geoapp.stewardship.models import Report, ReportTopic
from geoapp.web.reports.form import ReportForm, new_token, report_id_of

# From one address, or one /64 network of IPv6, without an account.
MAX_A_DAY = 10
_TOO_OLD = _("This page was open for too long. Check it, then send it again.")


class TooManyFromHere(DomainError):
    """This network has sent as many reports as it may in a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reported:
    """The item that the page is about."""

    kind: ContentKind
    item_id: UUID
    item: ReportedItem


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, item_id: UUID) -> HttpResponse:
    """Show the form about something public, and send the report."""
    content = content_kind(kind)
    item = content.find(item_id) if content is not None else None
    if content is None or item is None or not item.is_public:
        raise Http404
    reported = _Reported(kind=content, item_id=item_id, item=item)
    asks_email = not request.user.is_authenticated
    if request.method != "POST":
        chosen = {"topic": request.GET.get("topic", "")}
        form = ReportForm(initial=chosen, kind=content, asks_email=asks_email)
        return _page(request, reported, form, status=200)
    form = ReportForm(request.POST, kind=content, asks_email=asks_email)
    return _send(request, reported, form)


def _send(request: HttpRequest, reported: _Reported, form: ReportForm) -> HttpResponse:
    token = request.POST.get("token", "")
    report_id = report_id_of(token, kind=reported.kind, item_id=reported.item_id)
    if report_id is None:
        form.add_error(None, str(_TOO_OLD))
    if not form.is_valid() or report_id is None:
        return _page(request, reported, form, status=422)
    draft = ReportDraft(
        kind=reported.kind.name,
        item_id=reported.item_id,
        topic=ReportTopic(form.cleaned_data["topic"]),
        words=form.cleaned_data["words"],
        email=form.cleaned_data.get("email", ""),
        language=get_language() or "",
        report_id=report_id,
    )
    try:
        row = _sent(request, draft)
    except NotReportable:
        raise Http404 from None
    except (TooManyReports, TooManyFromHere) as error:
        form.add_error(None, _LIMITS[type(error)]())
        return _page(request, reported, form, status=429)
    return redirect("reports:receipt", number=row.number)


@transaction.atomic
def _sent(request: HttpRequest, draft: ReportDraft) -> Report:
    """Save the report and count it, once however often the form is sent.

    Raises TooManyFromHere, and what report_item raises.
    """
    at = timezone.now()
    author = request.user if isinstance(request.user, User) else None
    row = report_item(draft=draft, author=author, at=at)
    is_new = row.made_at == at
    if author is None and is_new:
        _count(request, at=at)
    return row


def _count(request: HttpRequest, *, at: datetime) -> None:
    behind_proxy = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
    address = client_address(request.META, behind_proxy=behind_proxy)
    next_at = count_one_of_network(
        "reports", address=address, limit=MAX_A_DAY, period=Period.DAY, at=at
    )
    if next_at is not None:
        raise TooManyFromHere


_LIMITS: dict[type[DomainError], Callable[[], str]] = {
    TooManyReports: lambda: (
        gettext(
            "You already have %(most)d messages awaiting review. Wait until one has"
            " been reviewed, then send this one."
        )
        % {"most": MAX_PENDING_REPORTS}
    ),
    TooManyFromHere: lambda: (
        gettext(
            "%(most)d reports came from your network today, and that is the limit. "
            "Sign in to send this one, or send it tomorrow."
        )
        % {"most": MAX_A_DAY}
    ),
}


def _page(
    request: HttpRequest, reported: _Reported, form: ReportForm, *, status: int
) -> HttpResponse:
    context = {
        "kind": reported.kind,
        "item": reported.item,
        "item_id": reported.item_id,
        "hides_home": reported.kind.withholds_part,
        "personal": ReportTopic.PERSONAL.label,
        "form": form,
        "token": new_token(kind=reported.kind, item_id=reported.item_id),
    }
    return render(request, "reports/report.html", context, status=status)
