"""What reports and the decisions on them keep from public view."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from geoapp.stewardship.kinds import ContentKind
from geoapp.stewardship.models import Report, TakeBackStep


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


def apply_withholding(kind: ContentKind, item_id: UUID) -> None:
    """Withhold what any report or decision asks to hide, and nothing otherwise."""
    withheld = _about(kind.name, item_id).filter(hides=True).exists()
    if not kind.withholds_part:
        withheld = withheld or is_removed(kind.name, item_id)
    kind.withhold(item_id, withheld)


def _about(kind_name: str, item_id: UUID) -> QuerySet[Report]:
    return Report.objects.filter(kind=kind_name, item_id=item_id)
