"""Quotas that all processes keep together, at a fraction of a write a request.

A process takes requests out of a client's window in lots and hands them out by
itself. What all lots add up to never exceeds the limit; what a process took and did
not use is lost to the client, at most a lot a process.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from geoapp.accounts.models import Quota

WINDOW_S = 60  # a minute of UTC
_LOTS = 20  # a limit's parts
_KEPT_WINDOWS = 10
_MOST_CLIENTS = 20_000  # a process remembers; beyond it asks the database again


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether a request may pass, and what its client's window holds after it.

    `left` is what this process knows: others may have taken more meanwhile.
    """

    may_pass: bool
    limit: int
    left: int
    reset_s: int  # until the next window


@dataclass(slots=True)
class _Held:
    """What this process has left of a client's window; `elsewhere` is not given yet.

    The latter is as of when the database was last asked.
    """

    window: int
    elsewhere: int
    left: int = 0

    def pay(self, cost: int) -> bool:
        """Take the cost out of what is left; False where it does not suffice."""
        if self.left < cost:
            return False
        self.left -= cost
        return True


@dataclass(slots=True)
class _Process:
    """What this process remembers: its clients, and when it last cleared the table."""

    clients: dict[str, _Held] = field(default_factory=dict)
    cleared_in: int = -1  # a window


_process = _Process()
_lock = threading.Lock()


def take(client: str, *, limit: int, cost: int, at: datetime) -> Taken:
    """Take `cost` requests of the client's window, which holds `limit`. `at` is aware.

    What does not suffice for the cost is not touched.
    """
    window = int(at.timestamp()) // WINDOW_S
    with _lock:
        share = _of_window(client, window, limit)
        may_pass = share.pay(cost)
        if may_pass or not share.elsewhere:
            return _taken(share, may_pass=may_pass, limit=limit, at=at)
    lot = max(cost, limit // _LOTS)
    given, elsewhere = _lot_of(client, window=window, lot=lot, limit=limit)
    with _lock:
        share = _of_window(client, window, limit)
        share.left += given
        share.elsewhere = elsewhere
        may_pass = share.pay(cost)
        return _taken(share, may_pass=may_pass, limit=limit, at=at)


def forget_held() -> None:
    """Forget what this process holds (for tests: another process begins so)."""
    with _lock:
        _process.clients.clear()
        _process.cleared_in = -1


def _taken(share: _Held, *, may_pass: bool, limit: int, at: datetime) -> Taken:
    reset_s = WINDOW_S - int(at.timestamp()) % WINDOW_S
    return Taken(may_pass, limit, left=share.left + share.elsewhere, reset_s=reset_s)


def _of_window(client: str, window: int, limit: int) -> _Held:
    share = _process.clients.get(client)
    if share is None or share.window != window:
        if len(_process.clients) >= _MOST_CLIENTS:
            _process.clients.clear()
        share = _process.clients[client] = _Held(window, elsewhere=limit)
    return share


@transaction.atomic
def _lot_of(client: str, *, window: int, lot: int, limit: int) -> tuple[int, int]:
    """Return how many of the lot the window still had, and how many it has yet."""
    row, _is_new = Quota.objects.select_for_update().get_or_create(
        client=client, window=window
    )
    given = max(0, min(lot, limit - row.given))
    row.given += given
    row.save(update_fields=["given"])
    _clear_before(window)
    return given, max(0, limit - row.given)


def delete_old_quotas(*, at: datetime) -> None:
    """Delete windows that are over, where no request has come since. `at` is aware."""
    _delete_before(int(at.timestamp()) // WINDOW_S)


def _clear_before(window: int) -> None:
    """Forget old windows, once a window in each process and not once a client."""
    if _process.cleared_in == window:
        return
    _process.cleared_in = window
    _delete_before(window)


def _delete_before(window: int) -> None:
    old = Quota.objects.filter(window__lt=window - _KEPT_WINDOWS)
    # What another process is about to delete is not waited for.
    free = old.select_for_update(skip_locked=True).values("pk")
    Quota.objects.filter(pk__in=free).delete()
