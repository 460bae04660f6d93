"""Answer a report about a venue as one of its managers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.stewardship.actions.contribute import is_newcomer
from geoapp.stewardship.actions.resolve_report import (
    MANAGERS_TOPICS,
    Resolution,
    resolve_report,
)
from geoapp.stewardship.models import DecidedAs, Decision, Outcome, Report
from geoapp.venues.models import Venue
from geoapp.venues.roles import role_of
from geoapp.venues.rules import Role


class MayNotAnswer(DomainError):
    """A manager of whom nothing has been accepted yet cannot close reports."""


def reports_for_managers(venue_id: UUID) -> QuerySet[Report]:
    """Return the pending reports that the venue's managers can answer, oldest first.

    An appeal is for moderators alone.
    """
    rows = Report.objects.filter(kind="venue", item_id=venue_id, appealed_at=None)
    waiting = rows.filter(decision=Decision.WAITING, topic__in=MANAGERS_TOPICS)
    return waiting.order_by("made_at", "pk")


def may_answer_reports(user: User, *, venue: Venue) -> bool:
    """Return whether a manager may close reports; an owner always may."""
    is_owner = role_of(user, venue=venue) == Role.OWNER
    return is_owner or not is_newcomer(user, venue=venue)


@transaction.atomic
def answer_report(
    *,
    report_id: UUID,
    by: User,
    is_right: bool,
    reason: str,
    at: datetime,
    seen: str,
) -> None:
    """Close a report: it was right and has been corrected, or the answer says why not.

    `seen` is the report's `state` when the manager read it. Raises MayNotAnswer,
    Report.DoesNotExist and what resolve_report raises.
    """
    venue = Venue.objects.get(pk=Report.objects.get(pk=report_id).item_id)
    if not may_answer_reports(by, venue=venue):
        raise MayNotAnswer("A new manager cannot close reports.")
    row = reports_for_managers(venue.pk).get(pk=report_id)
    is_manager = role_of(by, venue=venue) in {Role.OWNER, Role.ORGANIZER}
    resolution = Resolution(
        outcome=Outcome.CORRECTED if is_right else Outcome.UNCHANGED,
        reason=reason,
        decided_as=DecidedAs.MANAGER if is_manager else DecidedAs.MODERATOR,
    )
    resolve_report(report_id=row.pk, by=by, resolution=resolution, at=at, seen=seen)
