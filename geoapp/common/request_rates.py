"""How many requests each client has sent, counted by all processes of a machine.

Every client has a bucket that holds a minute's requests and fills up evenly. One number
says all about it: the time when it will be full again (the generic cell rate algorithm).
"""

from pathlib import Path

from geoapp.common.shared_slots import SharedSlots

WINDOW_S = 60.0
_ROUNDING_S = 0.001
_SKEW_S = 5.0  # a request may have read the clock long before it comes here


class RequestRates:
    """The buckets of all clients, shared by whoever opens the same file.

    `key` hides who is counted. Without a file, or where it cannot be written, this
    process counts for itself.
    """

    def __init__(self, path: Path | None, *, key: str) -> None:
        self._slots = SharedSlots(path, key=key, form="d")

    def take(
        self, client: str, *, per_minute: int, at: float, cost: float = 1.0
    ) -> float:
        """Take `cost` requests out of a client's bucket; return 0 if it held them.

        Else nothing is taken, and the seconds are returned after which it will hold
        them. `at` is in seconds since 1970.
        """
        takes_s = WINDOW_S / per_minute * cost
        with self._slots.slot(client) as slot:
            full_at = slot.values[0] if slot.values else at
            if full_at < at or full_at > at + WINDOW_S + _SKEW_S:
                full_at = at  # nothing is missing, or the clock was set back
            full_at += takes_s
            wait_s: float = full_at - at - WINDOW_S
            if wait_s > _ROUNDING_S:
                return wait_s
            slot.write(full_at)
        return 0.0
