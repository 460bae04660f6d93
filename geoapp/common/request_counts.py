"""How many requests each client has sent in a window, counted by all processes."""

from pathlib import Path

from geoapp.common.shared_slots import SharedSlots


class RequestCounts:
    """The counts of all clients, shared by whoever opens the same file.

    `key` hides who is counted. Without a file, or where it cannot be written, this
    process counts for itself.
    """

    def __init__(self, path: Path | None, *, key: str) -> None:
        self._slots = SharedSlots(path, key=key, form="II")

    def take(
        self, client: str, *, limit: int, cost: int, window: int
    ) -> tuple[bool, int]:
        """Spend `cost` requests of a client's window; return whether, and what is left.

        `window` is its number; a client has one at a time. If they do not suffice,
        nothing is spent.
        """
        with self._slots.slot(client) as slot:
            counted_in, taken = slot.values or (window, 0)
            if counted_in != window:
                taken = 0
            if taken + cost > limit:
                return False, max(0, limit - taken)
            slot.write(window, taken + cost)
            return True, limit - taken - cost
