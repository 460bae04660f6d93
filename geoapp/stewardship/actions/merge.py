"""Merge and split venues as a moderator; their managers are told by email."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.stewardship.actions.merge_reports import move_reports, return_reports
from geoapp.stewardship.merge_emails import queue_merge_emails
from geoapp.stewardship.models import Contribution, Decision
from geoapp.venues.actions.merge_venues import merge_venues
from geoapp.venues.actions.split_venues import split_venues
from geoapp.venues.models import VenueMerge


@transaction.atomic
def merge(
    *,
    kept_id: UUID,
    merged_id: UUID,
    choices: Mapping[str, Any],
    by: User,
    at: datetime,
) -> VenueMerge:
    """Merge a venue into another, and take what awaited review of it from the queue.

    Reports about it are reports about the other from now on.

    Raises what merge_venues raises.
    """
    row = merge_venues(
        kept_id=kept_id, merged_id=merged_id, choices=choices, by=by, at=at
    )
    pending = Contribution.objects.of_venue(merged_id).pending()
    keys = [str(pk) for pk in pending.values_list("pk", flat=True)]
    row.before["contributions"] = keys
    row.before |= move_reports(row, at=at)
    row.save(update_fields=["before"])
    _set_decisions(keys, Decision.TAKEN_BACK, at=at)
    queue_merge_emails(row, at=at)
    return row


@transaction.atomic
def split(*, merge_id: UUID, by: User, at: datetime) -> VenueMerge:
    """Undo a merge; what awaited review does so again.

    Raises what split_venues raises.
    """
    row = split_venues(merge_id=merge_id, by=by, at=at)
    _set_decisions(row.before.get("contributions", ()), Decision.WAITING, at=None)
    return_reports(row)
    queue_merge_emails(row, at=at)
    return row


def _set_decisions(
    keys: Iterable[str], decision: Decision, *, at: datetime | None
) -> None:
    rows = Contribution.objects.filter(pk__in=list(keys))
    rows.update(decision=decision, decided_at=at)
