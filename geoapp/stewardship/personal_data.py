"""Personal data stored by stewardship."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from geoapp.accounts.models import User
from geoapp.accounts.personal_data import (
    Export,
    PersonalData,
    RegisterHeading,
    iso_time,
)
from geoapp.stewardship.models import Contribution, Report

ENTRIES = (
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Submissions"),
        what=_(
            "What you submit for review, your answers to questions, and the decision"
            " with its date and reason."
        ),
        why=_("So that moderators can review it and you know the decision."),
        how_long=_(
            "When you delete the account, open submissions and all answers are deleted."
            " Decided ones stay without your name."
        ),
        who_sees=_("You, moderators and staff."),
        columns=(
            "stewardship.Contribution.author",
            "stewardship.Contribution.changes",
            "stewardship.Contribution.base",
            "stewardship.Contribution.answer",
        ),
        export_parts=("contributions",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Corrections and claims"),
        what=_("What you write to moderators about a place, and their decision."),
        why=_("So that moderators can correct the place or add you as a manager."),
        how_long=_("Until you delete the account."),
        who_sees=_("You, moderators and staff."),
        columns=("stewardship.Report.author",),
        export_parts=("reports",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Decisions"),
        what=_("What you decide as a moderator, when, and the reason you give."),
        why=_("To find out who decided what."),
        how_long=_(
            "When you delete the account, the decisions stay without your name."
        ),
        who_sees=_("Moderators and staff. Contributors get the decision and reason."),
        columns=(
            "stewardship.Contribution.decided_by",
            "stewardship.Report.decided_by",
        ),
        export_parts=("decisions", "decisions_on_reports"),
    ),
)


def _contributions(user: User) -> Iterator[dict[str, Any]]:
    return (
        {**_decided(row), "changes": row.changes, "answer": row.answer}
        for row in Contribution.objects.by_author(user).iterator()
    )


def _decisions(user: User) -> Iterator[dict[str, Any]]:
    """Return the user's decisions, without the content of others' submissions."""
    rows = Contribution.objects.filter(decided_by=user).order_by("decided_at")
    return (_decided(row) for row in rows.iterator())


def _decided(row: Contribution) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "venue": str(row.venue_id) if row.venue_id else None,
        "tutorial": str(row.tutorial_id) if row.tutorial_id else None,
        "made_at": iso_time(row.made_at),
        "decision": row.decision,
        "reason": row.reason,
        "decided_at": iso_time(row.decided_at),
    }


def _reports(user: User) -> Iterator[dict[str, Any]]:
    rows = Report.objects.filter(author=user).order_by("made_at", "pk")
    return ({**_resolved(row), "words": row.words} for row in rows.iterator())


def _resolved_reports(user: User) -> Iterator[dict[str, Any]]:
    """Return the user's decisions on reports, without the reports' text."""
    rows = Report.objects.filter(decided_by=user).order_by("decided_at", "pk")
    return (_resolved(row) for row in rows.iterator())


def _resolved(row: Report) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "venue": str(row.venue_id),
        "topic": row.topic,
        "made_at": iso_time(row.made_at),
        "decision": row.decision,
        "reason": row.reason,
        "decided_at": iso_time(row.decided_at),
    }


EXPORT: Mapping[str, Export] = {
    "contributions": _contributions,
    "decisions": _decisions,
    "reports": _reports,
    "decisions_on_reports": _resolved_reports,
}


def erase(person: User) -> None:
    """Delete the user's pending submissions and the replies on all others."""
    Contribution.objects.by_author(person).pending().delete()
    Contribution.objects.by_author(person).update(answer="")
