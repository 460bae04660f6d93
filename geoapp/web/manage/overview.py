"""What the managers of a venue see about it: reports, pending changes, who did what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from geoapp.stewardship.actions.answer_report import (
    may_answer_reports,
    reports_for_managers,
)
from geoapp.stewardship.models import Contribution
from geoapp.stewardship.rules import PHOTOS
from geoapp.venues.history import Change, recent_history_of
from geoapp.venues.manager_names import ManagerNames, manager_names
from geoapp.venues.models import ChangeEmails, ManagerChange, ManagerProfile
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.access import ManagedVenue

MAX_REPORTS = 20
MAX_RECENT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRow:
    """A submission about the venue that awaits review; changes are before and after."""

    contribution: Contribution
    name: str
    is_own: bool
    changes: list[tuple[str, Any, Any]]
    photos: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentEvent:
    """A change of a field, or of the managers, with the name of who did it."""

    at: datetime
    name: str
    change: Change | None = None
    manager_change: ManagerChange | None = None
    person: str = ""


def overview_of(managed: ManagedVenue) -> dict[str, Any]:
    """Return the context of the overview of one venue."""
    pending = list(Contribution.objects.of_venue(managed.venue.pk).pending())
    changes = recent_history_of(managed.venue.pk, limit=MAX_RECENT)
    people = list(
        managed.venue.manager_changes.select_related("user", "by").order_by("-at")
    )[:MAX_RECENT]
    names = manager_names(
        [
            *(row.author_id for row in pending),
            *(change.author_id for change in changes),
            *(pk for row in people for pk in (row.user_id, row.by_id)),
        ],
        venue=managed.venue,
        with_addresses=managed.is_moderator,
    )
    profile = ManagerProfile.objects.filter(user=managed.user).first()
    return {
        "reports": reports_for_managers(managed.venue.pk)[:MAX_REPORTS],
        "may_answer": may_answer_reports(managed.user, venue=managed.venue),
        "pending": _pending_rows(managed, pending, names),
        "recent": _recent(changes, people, lambda pk: _name(managed, pk, names)),
        "is_moderator": managed.is_moderator,
        "is_manager": managed.venue.organizers.filter(user=managed.user).exists(),
        "change_emails": profile.change_emails if profile else ChangeEmails.IMMEDIATELY,
        "change_emails_choices": ChangeEmails.choices,
    }


def _pending_rows(
    managed: ManagedVenue, rows: list[Contribution], names: ManagerNames
) -> list[PendingRow]:
    values = values_of(managed.venue.pk) if rows else {}
    return [
        PendingRow(
            contribution=row,
            name=_name(managed, row.author_id, names),
            is_own=row.author_id == managed.user.pk,
            changes=[
                (field, values.get(field), row.changes[field])
                for field in sorted(row.changes)
                if field != PHOTOS
            ],
            photos=len(row.changes.get(PHOTOS, ())),
        )
        for row in rows
    ]


def _recent(
    changes: list[Change],
    people: list[ManagerChange],
    name_of: Callable[[int | None], str],
) -> list[RecentEvent]:
    events = [
        RecentEvent(
            at=change.at,
            name=change.source or name_of(change.author_id),
            change=change,
        )
        for change in changes
    ]
    events += [
        RecentEvent(
            at=row.at,
            name=name_of(row.by_id),
            manager_change=row,
            person=name_of(row.user_id),
        )
        for row in people
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)[:MAX_RECENT]


def _name(managed: ManagedVenue, user_id: int | None, names: ManagerNames) -> str:
    return gettext("You") if user_id == managed.user.pk else names.of(user_id)
