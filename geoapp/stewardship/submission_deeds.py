"""What people submitted, reported and answered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import ngettext

from geoapp.accounts.models import User
from geoapp.stewardship.actions.resolve_report import MANAGERS_TOPICS
from geoapp.stewardship.deeds import Deed, DeedItem, DeedKind, TakenDeed
from geoapp.stewardship.kinds import content_kind
from geoapp.stewardship.models import Contribution, DecidedAs, Decision, Report
from geoapp.stewardship.restrictions import apply_withholding
from geoapp.stewardship.venue_deeds import registered_places
from geoapp.venues.actions.change_publication import return_venue
from geoapp.venues.models import Publication, Venue

_HOLDS = (Decision.WAITING, Decision.ASKED, Decision.ACCEPTED)
_DECIDED = ("decision", "outcome", "reason", "reason_language")
_DECISION = ("decision", "decided_at", "decided_by", "decided_as")

# Submissions: what awaits review, and what made the account trusted


def _find_submissions(account_ids: Collection[int]) -> list[Deed]:
    rows = Contribution.objects.filter(
        author__in=list(account_ids), decision__in=_HOLDS
    )
    return [
        Deed(
            account_id=row.author_id or 0,
            item_id=row.pk,
            venue_id=row.venue_id,
            basis=row,
        )
        for row in rows.order_by("made_at", "pk")
    ]


def _find_pending_changes(account_ids: Collection[int]) -> list[Deed]:
    deeds = _find_submissions(account_ids)
    return [deed for deed in deeds if _is_pending_change(deed)]


def _find_others(account_ids: Collection[int]) -> list[Deed]:
    deeds = _find_submissions(account_ids)
    return [deed for deed in deeds if not _is_pending_change(deed)]


def _is_pending_change(deed: Deed) -> bool:
    return bool(deed.basis.is_change) and deed.basis.decision != Decision.ACCEPTED


def _take_submissions_back(
    deeds: Sequence[Deed], *, by: User, at: datetime
) -> list[TakenDeed]:
    rows = [deed.basis for deed in deeds]
    before = [{"decision": r.decision, "is_dated": bool(r.decided_at)} for r in rows]
    for row in rows:
        row.decision = Decision.TAKEN_BACK
        if row.decided_at is None:
            row.decided_at, row.decided_by = at, by
    Contribution.objects.bulk_update(rows, ["decision", "decided_at", "decided_by"])
    _return_places(deeds)
    return [deed.taken(**values) for deed, values in zip(deeds, before, strict=True)]


def _return_places(deeds: Sequence[Deed]) -> None:
    """Return to their managers the places of others that awaited review."""
    new = [d.venue_id for d in deeds if d.venue_id and not d.basis.is_change]
    own = registered_places({deed.account_id for deed in deeds})
    pending = Venue.objects.filter(pk__in=new, publication="pending")
    for venue_id in pending.exclude(pk__in=list(own)).values_list("pk", flat=True):
        return_venue(venue_id=venue_id)


def _put_submissions_back(
    deeds: Sequence[TakenDeed], *, by: User, at: datetime
) -> None:
    del by, at
    rows = Contribution.objects.select_related("venue").in_bulk(
        [deed.item_id for deed in deeds]
    )
    for deed in deeds:
        row = rows.get(deed.item_id)
        if row is None or row.decision != Decision.TAKEN_BACK:
            continue
        row.decision = Decision(deed.before["decision"])
        if not deed.before["is_dated"]:
            row.decided_at, row.decided_by = None, None
        if _save_if_alone(row):
            _await_review_again(row)


def _save_if_alone(row: Any) -> bool:
    """Save it, unless the same awaits review again by now; return whether it was."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def _await_review_again(row: Contribution) -> None:
    is_waiting = row.decision == Decision.WAITING and not row.is_change
    if row.venue_id is not None and is_waiting:
        drafts = (Publication.DRAFT, Publication.WITHDRAWN)
        venues = Venue.objects.filter(
            pk=row.venue_id, publication__in=drafts, location__isnull=False
        )
        venues.update(publication=Publication.PENDING)


def _submission_items(item_ids: Collection[UUID]) -> Mapping[UUID, DeedItem]:
    rows = Contribution.objects.filter(pk__in=list(item_ids))
    return {
        row.pk: DeedItem(title=row.title, path=f"/moderation/{row.pk}/")
        for row in rows.select_related("venue", "tutorial")
    }


PENDING_CHANGES = DeedKind(
    name="submission.change",
    label=lambda n: (
        ngettext("%(n)d change awaiting review", "%(n)d changes awaiting review", n)
        % {"n": n}
    ),
    find=_find_pending_changes,
    take_back=_take_submissions_back,
    put_back=_put_submissions_back,
    items=_submission_items,
)
SUBMISSIONS = DeedKind(
    name="submission",
    find=_find_others,
    take_back=_take_submissions_back,
    put_back=_put_submissions_back,
)

# Reports and claims that await review


def _find_reports(account_ids: Collection[int]) -> list[Deed]:
    rows = Report.objects.filter(
        author__in=list(account_ids), decision=Decision.WAITING, appealed_at=None
    )
    return [
        Deed(
            account_id=row.author_id or 0,
            item_id=row.pk,
            venue_id=row.venue_id,
            basis=row,
        )
        for row in rows.order_by("made_at", "pk")
    ]


def _take_reports_back(
    deeds: Sequence[Deed], *, by: User, at: datetime
) -> list[TakenDeed]:
    rows = [deed.basis for deed in deeds]
    hidden = [row.hides for row in rows]
    for row in rows:
        row.decision, row.hides = Decision.TAKEN_BACK, False
        row.decided_at, row.decided_by = at, by
        row.decided_as = DecidedAs.MODERATOR
    Report.objects.bulk_update(rows, ["hides", *_DECISION])
    _apply_withholding(row for row, hides in zip(rows, hidden, strict=True) if hides)
    return [deed.taken(hides=hides) for deed, hides in zip(deeds, hidden, strict=True)]


def _put_reports_back(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    del by, at
    rows = Report.objects.in_bulk([deed.item_id for deed in deeds])
    restored = []
    for deed in deeds:
        row = rows.get(deed.item_id)
        if row is None or row.decision != Decision.TAKEN_BACK:
            continue
        row.decision, row.hides = Decision.WAITING, bool(deed.before["hides"])
        row.decided_at, row.decided_by, row.decided_as = None, None, ""
        if _save_if_alone(row):
            restored.append(row)
    _apply_withholding(row for row in restored if row.hides)


def _apply_withholding(rows: Iterable[Report]) -> None:
    for kind_name, item_id in {(row.kind, row.item_id) for row in rows}:
        kind = content_kind(kind_name)
        if kind is not None and kind.find(item_id) is not None:
            apply_withholding(kind, item_id)


def _report_items(item_ids: Collection[UUID]) -> Mapping[UUID, DeedItem]:
    rows = Report.objects.filter(pk__in=list(item_ids))
    return {
        row.pk: DeedItem(title=row.title, path=f"/moderation/reports/{row.pk}/")
        for row in rows
    }


REPORTS = DeedKind(
    name="report",
    label=lambda n: (
        ngettext("%(n)d report or claim", "%(n)d reports and claims", n) % {"n": n}
    ),
    find=_find_reports,
    take_back=_take_reports_back,
    put_back=_put_reports_back,
    items=_report_items,
)

# Reports by others that they closed as managers


def _find_answers(account_ids: Collection[int]) -> list[Deed]:
    accounts = list(account_ids)
    # What they decided as moderators stays.
    rows = Report.objects.filter(
        decided_by__in=accounts,
        decision__in=(Decision.ACCEPTED, Decision.REFUSED),
        topic__in=MANAGERS_TOPICS,
        hides=False,
        removes=False,
    ).exclude(Q(author__in=accounts) | Q(decided_as=DecidedAs.MODERATOR))
    return [
        Deed(
            account_id=row.decided_by_id or 0,
            item_id=row.pk,
            venue_id=row.venue_id,
            basis=row,
        )
        for row in rows.order_by("made_at", "pk")
    ]


def _reopen(deeds: Sequence[Deed], *, by: User, at: datetime) -> list[TakenDeed]:
    del by, at
    taken = []
    for deed in deeds:
        row = deed.basis
        before = {name: getattr(row, name) for name in _DECIDED}
        before["decided_at"] = row.decided_at.isoformat()
        row.decision, row.outcome = Decision.WAITING, ""
        row.reason = row.reason_language = ""
        row.decided_at, row.decided_by, row.decided_as = None, None, ""
        if _save_if_alone(row):
            taken.append(deed.taken(**before))
    return taken


def _close_again(deeds: Sequence[TakenDeed], *, by: User, at: datetime) -> None:
    """Restore the answers to reports that still await review."""
    del by, at
    waiting = Report.objects.filter(decision=Decision.WAITING, appealed_at=None)
    rows = waiting.in_bulk([deed.item_id for deed in deeds])
    for deed in deeds:
        row = rows.get(deed.item_id)
        if row is not None:
            for name in _DECIDED:
                setattr(row, name, deed.before.get(name, ""))
            row.decided_at = datetime.fromisoformat(deed.before["decided_at"])
            row.decided_by_id = deed.account_id
            row.decided_as = DecidedAs.MANAGER
            row.save()


ANSWERS = DeedKind(
    name="answer",
    label=lambda n: (
        ngettext("%(n)d answer to a report", "%(n)d answers to reports", n) % {"n": n}
    ),
    find=_find_answers,
    take_back=_reopen,
    put_back=_close_again,
    items=_report_items,
)
