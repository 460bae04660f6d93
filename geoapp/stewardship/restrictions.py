"""What the moderators' decisions on reports keep a venue's managers from doing."""

from uuid import UUID

from django.db.models import Q, QuerySet

from geoapp.stewardship.models import Decision, Outcome, Report


def is_removed(venue_id: UUID) -> bool:
    """Return whether a moderator removed the venue: it returns only after a review."""
    appealed = Q(
        decision=Decision.WAITING, superseded_decisions__outcome=Outcome.REMOVED
    )
    rows = _about(venue_id).filter(Q(outcome=Outcome.REMOVED) | appealed)
    return rows.exists()


def shows_only_area(venue_id: UUID) -> bool:
    """Return whether a report hides the exact place, for now or by a decision."""
    waiting = Q(decision=Decision.WAITING, hold__isnull=False)
    decided = Q(outcome=Outcome.AREA_ONLY)
    return _about(venue_id).filter(waiting | decided).exists()


def _about(venue_id: UUID) -> QuerySet[Report]:
    return Report.objects.filter(kind="venue", item_id=venue_id)
