"""The contributor's reply to a moderator's question."""

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
from geoapp.stewardship.actions.contribute import MAX_REPLY_LENGTH
from geoapp.stewardship.actions.reply import (
    NoOpenQuestion,
    ReplyMissing,
    answer_question,
)
from geoapp.stewardship.declined import DeclinedTwice
from geoapp.stewardship.guidelines import has_accepted
from geoapp.stewardship.models import Contribution
from geoapp.venues.actions.change_publication import Unplaced
from geoapp.web.about.guidelines_required import guidelines_required
from geoapp.web.current_user import person
from geoapp.web.manage.access import get_managed_venue
from geoapp.web.manage.refusal_messages import declined_twice, too_long


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guidelines_required
def reply(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Show a question to the contributor and send their reply.

    Replying submits a venue again, so the contributor must still be its manager.
    Whether it can be submitted and whether the question is open are checked under the
    row lock.
    """
    user = person(request)
    mine = Contribution.objects.filter(pk=contribution_id, author=user)
    row = mine.select_related("venue", "tutorial").first()
    if row is None:
        raise Http404
    if row.venue_id is not None:
        get_managed_venue(request, row.venue_id)
    if request.method != "POST":
        is_open = mine.awaiting_answer().exists()
        return _page(request, row) if is_open else _answered(request)
    return _sent(request, row)


def _sent(request: HttpRequest, row: Contribution) -> HttpResponse:
    user = person(request)
    words = request.POST.get("answer", "").replace("\0", "")
    if not has_accepted(user):
        return _page(request, row, words=words, needs_guidelines=True)
    try:
        answer_question(
            contribution_id=row.pk, author=user, words=words, at=timezone.now()
        )
    except NoOpenQuestion:
        return _answered(request)
    except tuple(_PROBLEMS) as error:
        return _page(request, row, words=words, problem=_PROBLEMS[type(error)]())
    messages.success(request, gettext("Answer sent. A moderator will review it again."))
    return redirect("manage:my_venues")


_PROBLEMS: dict[type[DomainError], Callable[[], str]] = {
    ReplyMissing: lambda: gettext("Enter your answer."),
    TextTooLong: lambda: too_long(MAX_REPLY_LENGTH),
    Unplaced: lambda: gettext("You cannot submit this yet. Add its location first."),
    DeclinedTwice: declined_twice,
}


def _answered(request: HttpRequest) -> HttpResponse:
    messages.info(request, gettext("This has already been answered."))
    return redirect("manage:my_venues")


def _page(
    request: HttpRequest,
    row: Contribution,
    *,
    words: str = "",
    problem: str = "",
    needs_guidelines: bool = False,
) -> HttpResponse:
    context = {
        "row": row,
        "answer_text": words,
        "problem": problem,
        "needs_guidelines": needs_guidelines,
        "max_length": MAX_REPLY_LENGTH,
    }
    status = 422 if problem or needs_guidelines else 200
    return render(request, "manage/reply.html", context, status=status)
