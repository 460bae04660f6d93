"""The API's quotas by minute, counted in memory that the server's processes share."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from geoapp.accounts.models import Quota
from geoapp.common.request_counts import RequestCounts

WINDOW_S = 60  # a minute of UTC
_KEPT_WINDOWS = 10


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """Whether a request is allowed, and what is left of its client's window."""

    may_pass: bool
    limit: int
    left: int
    reset_s: int  # until the next window


def take(client: str, *, limit: int, cost: int, at: datetime) -> QuotaResult:
    """Spend `cost` requests of the client's window of `limit`. `at` is aware.

    If they do not suffice, nothing is spent.
    """
    seconds = int(at.timestamp())
    counts = _counts(settings.PAGE_COUNTS, settings.SECRET_KEY)
    may_pass, left = counts.take(
        client, limit=limit, cost=cost, window=seconds // WINDOW_S
    )
    reset_s = WINDOW_S - seconds % WINDOW_S
    return QuotaResult(may_pass, limit, left=left, reset_s=reset_s)


@lru_cache(maxsize=8)
def _counts(page_counts: str, key: str) -> RequestCounts:
    """Return the counts in a file beside that of pages."""
    path = Path(f"{page_counts}-of-api") if page_counts else None
    return RequestCounts(path, key=key)


def delete_old_quotas(*, at: datetime) -> None:
    """Delete the counts of `counters` whose period is over. `at` is aware."""
    window = int(at.timestamp()) // WINDOW_S
    Quota.objects.filter(window__lt=window - _KEPT_WINDOWS).delete()
