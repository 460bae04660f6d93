"""The decisions about accounts whose deeds were taken back, as with reports.

So each gets a statement of reasons and can appeal, and another moderator decides. So do
the other managers of places that went.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from geoapp.accounts.models import User
from geoapp.stewardship.deeds import deed_kinds
from geoapp.stewardship.models import (
    DecidedAs,
    Decision,
    Ground,
    Outcome,
    Report,
    ReportTopic,
    TakeBack,
    TakeBackAccount,
    TakeBackStep,
)
from geoapp.stewardship.report_emails import queue_statement
from geoapp.stewardship.take_back_models import ACCOUNT_KIND, NOTHING
from geoapp.venues.models import Organizer, Venue

PLACE_KIND = "venue"
_TITLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Why it was taken back; the words are in the active language."""

    reason: str
    ground: Ground


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
    shown = list(titles)[:_TITLES] or [NOTHING]
    return ", ".join([*shown, *(["…"] if len(titles) > _TITLES else [])])[:300]


def decide_about(
    account: TakeBackAccount,
    *,
    person: User,
    by: User,
    wording: Wording,
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
        ground=wording.ground,
        reason=wording.reason,
        reason_language=get_language() or "",
        decided_by=by,
        decided_as=DecidedAs.MODERATOR,
        decided_at=at,
    )
    row.concerned.add(person)
    queue_statement(row, to=person, at=at)
    return row


def decide_otherwise(account: TakeBackAccount, *, by: User, at: datetime) -> None:
    """Store that the decision was undone, and tell the person."""
    rows = Report.objects.filter(kind=ACCOUNT_KIND, item_id=account.pk, removes=True)
    for row in rows.select_for_update():
        _overturn(row, by=by, at=at)
        for person in row.concerned.all():
            queue_statement(row, to=person, at=at)


def _overturn(row: Report, *, by: User, at: datetime) -> None:
    row.removes = False
    row.decision, row.outcome = Decision.REFUSED, Outcome.UNCHANGED
    # Those were of taking back; the action itself keeps them.
    row.reason, row.reason_language, row.ground, row.law = "", "", "", ""
    row.decided_by, row.decided_as, row.decided_at = by, DecidedAs.MODERATOR, at
    row.save()


def lock_decisions(account_ids: Iterable[UUID]) -> None:
    """Lock the decisions about these accounts of a take-back, in one order."""
    rows = Report.objects.filter(kind=ACCOUNT_KIND, item_id__in=list(account_ids))
    list(rows.select_for_update().order_by("pk").values_list("pk"))


def decider_of(account: TakeBackAccount) -> User | None:
    """Return who decided about an account last."""
    rows = Report.objects.filter(kind=ACCOUNT_KIND, item_id=account.pk)
    row = rows.select_related("decided_by").first()
    return row.decided_by if row is not None else None


# Places that others manage too


def decide_about_places(
    action: TakeBack,
    *,
    by: User,
    wording: Wording,
    at: datetime,
) -> None:
    """Store a decision about each place that went, and email its other managers."""
    steps = TakeBackStep.objects.filter(account__take_back=action, kind=PLACE_KIND)
    before = dict(steps.values_list("item_id", "before__publication"))
    venues = Venue.objects.in_bulk(before)
    accounts = action.accounts.values_list("user", flat=True)
    others = Organizer.objects.filter(venue__in=venues, user__is_active=True)
    people: dict[UUID, list[User]] = {}
    others = others.exclude(user__in=accounts).order_by("since", "pk")
    for organizer in others.select_related("user"):
        people.setdefault(organizer.venue_id, []).append(organizer.user)
    for venue_id, managers in people.items():
        row = Report.objects.create(
            kind=PLACE_KIND,
            item_id=venue_id,
            venue=venues[venue_id],
            title=venues[venue_id].name[:300],
            topic=ReportTopic.CONDUCT,
            made_at=at,
            removes=True,
            publication_before=before[venue_id] or "",
            decision=Decision.ACCEPTED,
            outcome=Outcome.REMOVED,
            ground=wording.ground,
            reason=wording.reason,
            reason_language=get_language() or "",
            decided_by=by,
            decided_as=DecidedAs.MODERATOR,
            decided_at=at,
        )
        row.concerned.add(*managers)
        for manager in managers:
            queue_statement(row, to=manager, at=at)


def decide_otherwise_about_places(
    venue_ids: Iterable[UUID], *, by: User, at: datetime
) -> list[Report]:
    """Store that these places come back; return the decisions. They are locked."""
    rows = Report.objects.filter(
        kind=PLACE_KIND,
        item_id__in=list(venue_ids),
        topic=ReportTopic.CONDUCT,
        removes=True,
    )
    decided = list(rows.select_for_update().order_by("pk"))
    for row in decided:
        _overturn(row, by=by, at=at)
    return decided


def tell_about_places(decided: Sequence[Report], *, at: datetime) -> None:
    """Email the decisions about places to those who got the ones before."""
    for row in decided:
        _tell(row, at=at)


def _tell(row: Report, *, at: datetime) -> None:
    for person in row.concerned.filter(is_active=True):
        queue_statement(row, to=person, at=at)
