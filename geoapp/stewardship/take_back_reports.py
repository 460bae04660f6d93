"""The decision about an account whose deeds were taken back, as with reports.

So it gets a statement of reasons and can appeal, and another moderator decides.
"""

from datetime import datetime
from typing import Any

from geoapp.accounts.models import User
from geoapp.stewardship.deeds import deed_kinds
from geoapp.stewardship.models import (
    Decision,
    Ground,
    Outcome,
    Report,
    ReportTopic,
    TakeBackAccount,
)
from geoapp.stewardship.report_emails import queue_statement
from geoapp.stewardship.take_back_models import ACCOUNT_KIND

_TITLES = 3
_NOTHING = "Makerloom"  # of an account that was closed and had done nothing


def title_of(account: TakeBackAccount) -> str:
    """Return the titles of what was taken back, the first few of them."""
    ids_by_kind: dict[str, set[Any]] = {}
    for kind, item_id in account.steps.values_list("kind", "item_id"):
        ids_by_kind.setdefault(kind, set()).add(item_id)
    titles = dict.fromkeys(
        item.title
        for kind in deed_kinds()
        for item in kind.items(ids_by_kind.get(kind.name, ())).values()
    )
    shown = list(titles)[:_TITLES] or [_NOTHING]
    return ", ".join([*shown, *(["…"] if len(titles) > _TITLES else [])])[:300]


def decide_about(
    account: TakeBackAccount,
    *,
    person: User,
    by: User,
    reason: str,
    ground: Ground,
    at: datetime,
) -> Report:
    """Store the decision and email the statement of reasons to the person."""
    row = Report.objects.create(
        kind=ACCOUNT_KIND,
        item_id=account.pk,
        title=title_of(account),
        topic=ReportTopic.CONDUCT,
        made_at=at,
        removes=True,
        decision=Decision.ACCEPTED,
        outcome=Outcome.REMOVED,
        ground=ground,
        reason=reason,
        decided_by=by,
        decided_at=at,
    )
    row.concerned.add(person)
    queue_statement(row, to=person, at=at)
    return row


def decide_otherwise(account: TakeBackAccount, *, by: User, at: datetime) -> None:
    """Store that the decision was undone, and tell the person."""
    rows = Report.objects.filter(kind=ACCOUNT_KIND, item_id=account.pk, removes=True)
    for row in rows.select_for_update():
        row.removes = False
        row.decision, row.outcome = Decision.REFUSED, Outcome.UNCHANGED
        # Those were of taking back; the action itself keeps them.
        row.reason, row.ground, row.law = "", "", ""
        row.decided_by, row.decided_at = by, at
        row.save()
        for person in row.concerned.all():
            queue_statement(row, to=person, at=at)
