"""Reports follow a place that is merged, with what they hide, and go back by a split."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from geoapp.stewardship.kinds import Hold, content_kind
from geoapp.stewardship.models import Decision, Outcome, Report
from geoapp.venues.models import VenueMerge

_HIDDEN_PLACE = "hide_exact_place"


def move_reports(merge: VenueMerge, *, at: datetime) -> dict[str, Any]:
    """Move the merged place's reports to the surviving one; return what a split needs.

    A removal concerned only the merged place and stays with it. Of two open reports by
    the same person with the same topic, the moved one is taken back.
    """
    removed = Q(outcome=Outcome.REMOVED)
    removed |= Q(superseded_decisions__outcome=Outcome.REMOVED)
    rows = Report.objects.filter(venue_id=merge.merged_id)
    rows = rows.exclude(pk__in=Report.objects.filter(removed).values("pk"))
    twice = _asked_twice(rows, merge.surviving_id)
    double = [str(pk) for pk in twice.values_list("pk", flat=True)]
    Report.objects.filter(pk__in=double).update(
        decision=Decision.TAKEN_BACK, decided_at=at
    )
    moved: dict[str, Hold | None] = {}
    hold_there = _hold_of(merge.surviving_id)
    for row in rows.select_for_update().order_by("pk"):
        moved[str(row.pk)] = row.hold
        row.venue_id = merge.surviving_id
        if row.kind == "venue":
            row.item_id = merge.surviving_id
            row.hold = _moved_hold(row.hold, hold_there, merge.before["corrections"])
        row.save(update_fields=["venue", "item_id", "hold"])
    return {"reports": moved, "double_reports": double}


def return_reports(merge: VenueMerge, *, at: datetime) -> None:
    """Move the reports back; what was decided of a hold meanwhile applies there."""
    moved: Mapping[str, Hold | None] = merge.before.get("reports", {})
    rows = Report.objects.filter(pk__in=list(moved), venue_id=merge.surviving_id)
    for row in rows.select_for_update().order_by("pk"):
        row.venue_id = merge.merged_id
        if row.kind == "venue":
            row.item_id = merge.merged_id
            hold = moved[str(row.pk)]
            kind = content_kind(row.kind)
            if kind is not None and hold is not None and row.hold is None:
                kind.release(merge.merged_id, hold, at)
            row.hold = hold if row.hold is not None else None
        row.save(update_fields=["venue", "item_id", "hold"])
    double = merge.before.get("double_reports", ())
    Report.objects.filter(pk__in=list(double)).update(
        decision=Decision.WAITING, decided_at=None
    )


def _asked_twice(rows: QuerySet[Report], surviving_id: UUID) -> QuerySet[Report]:
    same = Report.objects.filter(
        kind="venue",
        item_id=surviving_id,
        author=OuterRef("author"),
        topic=OuterRef("topic"),
        decision=Decision.WAITING,
    )
    waiting = rows.filter(kind="venue", decision=Decision.WAITING)
    return waiting.filter(Exists(same))


def _hold_of(venue_id: UUID) -> Hold | None:
    rows = Report.objects.filter(kind="venue", item_id=venue_id, hold__isnull=False)
    row = rows.first()
    return row.hold if row is not None else None


def _moved_hold(
    hold: Hold | None, hold_there: Hold | None, corrections: Mapping[str, Any]
) -> Hold | None:
    """Return a hold in the terms of the surviving place."""
    if hold is None or hold_there is not None:
        return hold and hold_there
    if _HIDDEN_PLACE in corrections:
        return {**hold, "had_correction": True}
    return hold
