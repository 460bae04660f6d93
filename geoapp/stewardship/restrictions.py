"""What reports and the decisions on them keep from public view."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from geoapp.stewardship.kinds import ContentKind, content_kind
from geoapp.stewardship.models import (
    Decision,
    Outcome,
    Report,
    ReportTopic,
    TakeBackStep,
)

_DECIDED = frozenset({Decision.ACCEPTED, Decision.REFUSED})
_TAKEN_AWAY = frozenset({Outcome.REMOVED, Outcome.ERASED})


def is_removed(kind_name: str, item_id: UUID) -> bool:
    """Return whether a moderator removed it: it returns only after a review."""
    return bool(removed_items(kind_name, [item_id]))


def removed_items(kind_name: str, item_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these a moderator removed, alone or with an account's deeds."""
    about = {"kind": kind_name, "item_id__in": list(item_ids)}
    reports = Report.objects.filter(removes=True, **about)
    taken_back = TakeBackStep.objects.filter(undone_at=None, **about)
    return {
        *reports.values_list("item_id", flat=True),
        *taken_back.values_list("item_id", flat=True),
    }


def is_withheld(kind_name: str, item_id: UUID) -> bool:
    """Return whether a report or decision keeps it, or a part of it, from view."""
    hides = _about(kind_name, item_id).filter(hides=True).exists()
    return hides or is_removed(kind_name, item_id)


def apply_withholding(kind: ContentKind, item_id: UUID) -> None:
    """Withhold what any report or decision asks to hide, and nothing otherwise."""
    withheld = _about(kind.name, item_id).filter(hides=True).exists()
    if not kind.withholds_part:
        withheld = withheld or is_removed(kind.name, item_id)
    kind.withhold(item_id, withheld)


def is_shown_again(row: Report) -> bool:
    """Return whether a decision after an appeal shows what the one before it hid."""
    former = row.superseded_decisions.order_by("-decided_at", "-pk").first()
    hid = former is not None and former.outcome in {Outcome.AREA_ONLY, Outcome.REMOVED}
    if not hid or row.decision not in _DECIDED or row.is_restriction:
        return False
    return not is_withheld(row.kind, row.item_id) and not is_not_public(row)


def is_not_public(row: Report) -> bool:
    """Return whether a decision left it in public, and it is not there any more.

    Another decision has removed it since, or those responsible have taken it away.
    """
    if not _leaves_in_public(row):
        return False
    kind = content_kind(row.kind)
    item = kind.find(row.item_id) if kind is not None else None
    return item is None or not item.is_public


def removed_since(rows: Iterable[Report]) -> set[UUID]:
    """Return the ids of those reports whose item another decision has removed since.

    Two queries for each kind of thing among them.
    """
    items: dict[str, dict[UUID, set[UUID]]] = {}
    for row in filter(_leaves_in_public, rows):
        items.setdefault(row.kind, {}).setdefault(row.item_id, set()).add(row.pk)
    removed = (
        reports[item_id]
        for kind, reports in items.items()
        for item_id in removed_items(kind, reports)
    )
    return set().union(*removed)


def _leaves_in_public(row: Report) -> bool:
    """Return whether it has been decided so; an account was never public."""
    is_about_item = row.topic != ReportTopic.CONDUCT
    return is_about_item and row.decision in _DECIDED and row.outcome not in _TAKEN_AWAY


def _about(kind_name: str, item_id: UUID) -> QuerySet[Report]:
    return Report.objects.filter(kind=kind_name, item_id=item_id)
