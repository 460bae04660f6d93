"""Decide on several submissions at once; each has its own outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from geoapp.accounts.models import User
from geoapp.common.text import TextTooLong
from geoapp.stewardship.actions.decide import (
    MAX_REASON_LENGTH,
    ReasonMissing,
    accept,
    ask,
    decline,
)
from geoapp.stewardship.look_twice import QueueItem
from geoapp.stewardship.models import Contribution, Decision, Report
from geoapp.stewardship.ready_reasons import with_ready_reason
from geoapp.web.manage.emailed import gets_email
from geoapp.web.manage.moderate.decision_messages import (
    DECISION_PROBLEMS,
    decision_message,
    decision_problem,
)
from geoapp.web.manage.moderate.queue_items import REPORT, states_of

VERBS = ("accept", "ask", "refuse")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What was ticked: submissions with the state that was shown, and reports."""

    submissions: dict[UUID, str]
    report_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """What became of one item; `problem` says why nothing did, "" if it was decided.

    `emails` if its author gets the decision by email.
    """

    item_id: UUID
    title: str
    problem: str = ""
    emails: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a moderator decides about everything that is ticked."""

    verb: str
    ready: str
    typed: str


def ticked_of(values: Iterable[str]) -> Ticked:
    """Read the values of the ticks; what is none is left out."""
    submissions, report_ids = {}, []
    for value in values:
        key, _colon, state = value.partition(":")
        is_report = key.startswith(f"{REPORT}-")
        try:
            item_id = UUID(key.removeprefix(f"{REPORT}-"))
        except ValueError:
            continue
        if is_report:
            report_ids.append(item_id)
        else:
            submissions[item_id] = state
    return Ticked(submissions=submissions, report_ids=report_ids)


def authors_of(ticked: Ticked) -> list[int]:
    """Return the accounts that made what is ticked."""
    submissions = Contribution.objects.filter(pk__in=list(ticked.submissions))
    reports = Report.objects.filter(pk__in=ticked.report_ids)
    authors = User.objects.filter(
        Q(contributions__in=submissions) | Q(reports__in=reports)
    )
    return list(authors.order_by("pk").distinct().values_list("pk", flat=True))


def decide_several(
    ticked: Ticked, order: Order, *, by: User, at: datetime
) -> list[ItemOutcome]:
    """Decide on each submission by itself, in the order of the queue.

    What cannot be decided stays as it is, and its outcome says why. Reports have
    decisions of their own.
    """
    rows = Contribution.objects.select_related("venue", "tutorial", "author")
    rows = rows.filter(pk__in=list(ticked.submissions)).order_by("made_at", "pk")
    outcomes = [
        _decide(row, ticked.submissions[row.pk], order, by=by, at=at) for row in rows
    ]
    own = gettext("Decide on reports and claims one by one.")
    reports = Report.objects.filter(pk__in=ticked.report_ids)
    return outcomes + [
        ItemOutcome(item_id=row.pk, title=row.title, problem=own)
        for row in reports.order_by("made_at", "pk")
    ]


def _decide(
    row: Contribution, state: str, order: Order, *, by: User, at: datetime
) -> ItemOutcome:
    problem, emails = "", False
    if order.verb == "accept" and _state(row) != state:
        problem = gettext("This changed while you were reviewing it. Check it again.")
    else:
        try:
            decided = _carry_out(row, order, by=by, at=at)
        except tuple(DECISION_PROBLEMS) as error:
            problem = decision_problem(error)
        else:
            if decided.decision == Decision.TAKEN_BACK:
                problem = decision_message(decided)
            emails = gets_email(decided.author)
    return ItemOutcome(item_id=row.pk, title=row.title, problem=problem, emails=emails)


def reason_problem(order: Order) -> str:
    """Return what is wrong with the reason for everything that is ticked, or ""."""
    reason = with_ready_reason(order.ready, order.typed, language="").strip()
    if order.verb == "accept":
        return ""
    if not reason:
        return decision_problem(ReasonMissing())
    is_too_long = len(reason) > MAX_REASON_LENGTH
    return decision_problem(TextTooLong()) if is_too_long else ""


def _carry_out(
    row: Contribution, order: Order, *, by: User, at: datetime
) -> Contribution:
    if order.verb == "accept":
        return accept(contribution_id=row.pk, by=by, at=at)
    language = row.author.language if row.author is not None else ""
    reason = with_ready_reason(order.ready, order.typed, language=language)
    verb = ask if order.verb == "ask" else decline
    return verb(contribution_id=row.pk, by=by, reason=reason, at=at)


def _state(row: Contribution) -> str:
    """Return the state now; a submission that was decided has none."""
    item = QueueItem(row=row, author=row.author, made_at=row.made_at)
    return states_of([item])[row.pk]


def failed(outcomes: Sequence[ItemOutcome]) -> list[ItemOutcome]:
    """Return the outcomes of what was not decided."""
    return [outcome for outcome in outcomes if outcome.problem]
