"""Reports follow a place that is merged, with what they hide, and go back by a split."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from geoapp.stewardship.kinds import content_kind
from geoapp.stewardship.models import Decision, Report, ReportTopic
from geoapp.stewardship.restrictions import apply_withholding
from geoapp.venues.models import VenueMerge


def move_reports(merge: VenueMerge, *, at: datetime) -> dict[str, Any]:
    """Move the merged place's reports to the surviving one; return what a split needs.

    A removal concerned only the merged place and stays with it. Of two open reports by
    the same person with the same topic, the moved one is taken back.
    """
    rows = Report.objects.filter(venue_id=merge.merged_id, removes=False)
    double = _ids(_reported_twice(rows, merge.surviving_id))
    Report.objects.filter(pk__in=double).update(
        decision=Decision.TAKEN_BACK, decided_at=at, hides=False
    )
    moved = _ids(rows)
    _move(moved, merge.surviving_id)
    _apply_to_both(merge)
    return {"reports": moved, "double_reports": double}


def return_reports(merge: VenueMerge) -> None:
    """Move the reports back, with what they hide by now."""
    moved = merge.before.get("reports", ())
    still_there = Report.objects.filter(pk__in=list(moved), venue_id=merge.surviving_id)
    _move(_ids(still_there), merge.merged_id)
    double = Report.objects.filter(pk__in=merge.before.get("double_reports", ()))
    double.filter(topic=ReportTopic.PERSONAL).update(hides=True)
    double.update(decision=Decision.WAITING, decided_at=None)
    _apply_to_both(merge)


def _ids(rows: QuerySet[Report]) -> list[str]:
    return [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]


def _move(report_ids: list[str], venue_id: UUID) -> None:
    rows = Report.objects.filter(pk__in=report_ids)
    rows.filter(kind="venue").update(item_id=venue_id)
    rows.update(venue=venue_id)


def _apply_to_both(merge: VenueMerge) -> None:
    kind = content_kind("venue")
    if kind is not None:
        for venue_id in (merge.surviving_id, merge.merged_id):
            apply_withholding(kind, venue_id)


def _reported_twice(rows: QuerySet[Report], surviving_id: UUID) -> QuerySet[Report]:
    same = Report.objects.filter(
        kind="venue",
        item_id=surviving_id,
        author=OuterRef("author"),
        topic=OuterRef("topic"),
        decision=Decision.WAITING,
    )
    waiting = rows.filter(kind="venue", decision=Decision.WAITING)
    return waiting.filter(Q(author__isnull=False), Exists(same))
