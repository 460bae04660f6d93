"""What reports and the decisions on them keep from public view."""

from uuid import UUID

from django.db.models import QuerySet

from geoapp.stewardship.kinds import ContentKind
from geoapp.stewardship.models import Report


def is_removed(kind_name: str, item_id: UUID) -> bool:
    """Return whether a moderator removed it: it returns only after a review."""
    return _about(kind_name, item_id).filter(removes=True).exists()


def apply_withholding(kind: ContentKind, item_id: UUID) -> None:
    """Withhold what any report or decision asks to hide, and nothing otherwise."""
    withheld = _about(kind.name, item_id).filter(hides=True).exists()
    if not kind.withholds_part:
        withheld = withheld or is_removed(kind.name, item_id)
    kind.withhold(item_id, withheld)


def _about(kind_name: str, item_id: UUID) -> QuerySet[Report]:
    return Report.objects.filter(kind=kind_name, item_id=item_id)
