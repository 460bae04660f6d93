"""What reports and the decisions on them keep from public view."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from geoapp.stewardship.kinds import ContentKind
from geoapp.stewardship.models import Decision, Outcome, Report, TakeBackStep


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
    is_decided = row.decision in {Decision.ACCEPTED, Decision.REFUSED}
    if not hid or not is_decided or row.is_restriction:
        return False
    return not is_withheld(row.kind, row.item_id)


def _about(kind_name: str, item_id: UUID) -> QuerySet[Report]:
    return Report.objects.filter(kind=kind_name, item_id=item_id)
