"""Quotas shared by all processes, at a fraction of a write per request.

A process reserves requests of a client's window in batches and grants them from memory.
The batches never add up to more than the limit. What a process does not use is lost to
the client: at most one batch per process.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from geoapp.accounts.models import Quota

WINDOW_S = 60  # a minute of UTC
_BATCHES = 20  # batches per limit
_KEPT_WINDOWS = 10
_MAX_CLIENTS = 20_000  # in memory; beyond this number the cache is cleared


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """Whether a request is allowed, and what is left of its client's window.

    `left` is this process's knowledge: other processes may have reserved more.
    """

    may_pass: bool
    limit: int
    left: int
    reset_s: int  # until the next window


@dataclass(slots=True)
class _Allowance:
    """What this process has left of a client's window.

    `elsewhere` is what no process had reserved when the database was last read.
    """

    window: int
    elsewhere: int
    left: int = 0

    def spend(self, cost: int) -> bool:
        """Deduct the cost; return False if there is not enough left."""
        if self.left < cost:
            return False
        self.left -= cost
        return True


@dataclass(slots=True)
class _Process:
    """This process's state: its clients and when it last cleared the table."""

    clients: dict[str, _Allowance] = field(default_factory=dict)
    cleared_in: int = -1  # a window


_process = _Process()
_lock = threading.Lock()


def take(client: str, *, limit: int, cost: int, at: datetime) -> QuotaResult:
    """Spend `cost` requests of the client's window of `limit`. `at` is aware.

    If they do not suffice, nothing is spent.
    """
    window = int(at.timestamp()) // WINDOW_S
    with _lock:
        share = _allowance_of(client, window, limit)
        may_pass = share.spend(cost)
        if may_pass or not share.elsewhere:
            return _result(share, may_pass=may_pass, limit=limit, at=at)
    lot = max(cost, limit // _BATCHES)
    given, elsewhere = _reserve(client, window=window, lot=lot, limit=limit)
    with _lock:
        share = _allowance_of(client, window, limit)
        share.left += given
        share.elsewhere = elsewhere
        may_pass = share.spend(cost)
        return _result(share, may_pass=may_pass, limit=limit, at=at)


def clear_allowances() -> None:
    """Clear this process's state (for tests: simulates another process)."""
    with _lock:
        _process.clients.clear()
        _process.cleared_in = -1


def _result(
    share: _Allowance, *, may_pass: bool, limit: int, at: datetime
) -> QuotaResult:
    reset_s = WINDOW_S - int(at.timestamp()) % WINDOW_S
    return QuotaResult(
        may_pass, limit, left=share.left + share.elsewhere, reset_s=reset_s
    )


def _allowance_of(client: str, window: int, limit: int) -> _Allowance:
    share = _process.clients.get(client)
    if share is None or share.window != window:
        if len(_process.clients) >= _MAX_CLIENTS:
            _process.clients.clear()
        share = _process.clients[client] = _Allowance(window, elsewhere=limit)
    return share


@transaction.atomic
def _reserve(client: str, *, window: int, lot: int, limit: int) -> tuple[int, int]:
    """Reserve a batch; return how much was granted and how much the window still has."""
    row, _is_new = Quota.objects.select_for_update().get_or_create(
        client=client, window=window
    )
    given = max(0, min(lot, limit - row.given))
    row.given += given
    row.save(update_fields=["given"])
    _clear_before(window)
    return given, max(0, limit - row.given)


def delete_old_quotas(*, at: datetime) -> None:
    """Delete the windows that are over. `at` is aware."""
    _delete_before(int(at.timestamp()) // WINDOW_S)


def _clear_before(window: int) -> None:
    """Delete old windows, once per window and process."""
    if _process.cleared_in == window:
        return
    _process.cleared_in = window
    _delete_before(window)


def _delete_before(window: int) -> None:
    old = Quota.objects.filter(window__lt=window - _KEPT_WINDOWS)
    # Skip rows that another process is deleting.
    free = old.select_for_update(skip_locked=True).values("pk")
    Quota.objects.filter(pk__in=free).delete()
