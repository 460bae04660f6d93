"""Quotas that all processes keep together, at a fraction of a write a request.

A process takes requests out of a client's window in lots and hands them out by
itself. What all lots add up to never exceeds the limit; what a process took and did
not use is lost to the client, at most a lot a process.
"""

import threading
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from geoapp.accounts.models import Quota

WINDOW_S = 60
_LOTS = 20  # a limit's parts
_KEPT_WINDOWS = 10
_MOST_CLIENTS = 20_000  # a process remembers; beyond it asks the database again


@dataclass(slots=True)
class _Held:
    """What this process has left of a client's window; `ended` when all is given."""

    window: int
    left: int = 0
    ended: bool = False


_held: dict[str, _Held] = {}
_lock = threading.Lock()


def wait_s(client: str, *, limit: int, cost: int, at: datetime) -> int:
    """Take `cost` requests of the client's minute; return 0, or seconds to wait.

    `limit` is how many a window (a minute of UTC) holds. `at` is aware.
    """
    window = int(at.timestamp()) // WINDOW_S
    with _lock:
        held = _of_window(client, window)
        if held.left >= cost:
            held.left -= cost
            return 0
        if held.ended:
            return _rest_s(at)
    lot = max(cost, limit // _LOTS)
    given, is_last = _take(client, window=window, lot=lot, limit=limit)
    with _lock:
        held = _of_window(client, window)
        held.left += given
        held.ended = is_last
        if held.left >= cost:
            held.left -= cost
            return 0
    return _rest_s(at)


def forget_held() -> None:
    """Forget what this process holds (for tests: another process begins so)."""
    with _lock:
        _held.clear()


def _of_window(client: str, window: int) -> _Held:
    held = _held.get(client)
    if held is None or held.window != window:
        if len(_held) >= _MOST_CLIENTS:
            _held.clear()
        held = _held[client] = _Held(window)
    return held


@transaction.atomic
def _take(client: str, *, window: int, lot: int, limit: int) -> tuple[int, bool]:
    """Return how many of the lot the window still had, and whether it has no more."""
    row, is_new = Quota.objects.select_for_update().get_or_create(
        client=client, window=window
    )
    if is_new:
        Quota.objects.filter(window__lt=window - _KEPT_WINDOWS).delete()
    given = max(0, min(lot, limit - row.given))
    row.given += given
    row.save(update_fields=["given"])
    return given, row.given >= limit


def _rest_s(at: datetime) -> int:
    """Return the seconds until the next window."""
    return WINDOW_S - int(at.timestamp()) % WINDOW_S
