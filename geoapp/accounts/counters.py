"""Limits per person and hour or day, exact for requests that come at once.

Each is a row that is locked until the end of the caller's transaction: whoever comes at
the same moment waits, and what is rolled back was not counted. Counts of the
API's requests are in `quotas`.
"""

from datetime import UTC, datetime, time, timedelta
from enum import Enum

from django.db import transaction
from django.utils.crypto import salted_hmac

from geoapp.accounts.models import Quota
from geoapp.accounts.quotas import WINDOW_S


class Period(Enum):
    """How long something counts: to the end of the hour or day of UTC."""

    HOUR = "hour"
    DAY = "day"

    def end(self, at: datetime) -> datetime:
        """Return the end of the period that an aware time is in."""
        moment = at.astimezone(UTC)
        if self is Period.HOUR:
            start = moment.replace(minute=0, second=0, microsecond=0)
            return start + timedelta(hours=1)
        return datetime.combine(moment.date() + timedelta(days=1), time(), tzinfo=UTC)


def count_one(
    name: str, *, person_id: int, limit: int, period: Period, at: datetime
) -> datetime | None:
    """Count one for a person; return None, or when the next is allowed if too many.

    `name` is what is counted. `at` is aware.
    """
    return _count(f"{name}:{person_id}", limit=limit, period=period, at=at)


def count_one_of_network(
    name: str, *, address: str, limit: int, period: Period, at: datetime
) -> datetime | None:
    """Do the same for a client's address (`common.client_address`), stored as a hash."""
    network = salted_hmac("makerloom.quota", address).hexdigest()[:32]
    return _count(f"{name}:{network}", limit=limit, period=period, at=at)


@transaction.atomic
def _count(client: str, *, limit: int, period: Period, at: datetime) -> datetime | None:
    end = period.end(at)
    # Named after its end, so that it is deleted once it is over.
    row, _is_new = Quota.objects.select_for_update().get_or_create(
        client=client, window=int(end.timestamp()) // WINDOW_S
    )
    if row.given >= limit:
        return end
    row.given += 1
    row.save(update_fields=["given"])
    return None


def forget_counts(person_id: int) -> None:
    """Delete what is counted for a person."""
    Quota.objects.filter(client__endswith=f":{person_id}").delete()
