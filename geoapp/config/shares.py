"""Places of a process that clients share, so that a few addresses cannot take all."""

import threading
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Shares:
    """Some of something (bodies, bytes, files), taken by clients and given back.

    A client gets at most `per_client`, and at most half of what the others leave, so
    that something is left for whoever comes next.
    """

    total: int
    per_client: int
    _taken: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, client: str, amount: int = 1) -> bool:
        """Whether the client gets so many more; if not, nothing has changed."""
        with self._lock:
            own = self._taken[client]
            left = self.total - (self._taken.total() - own)
            allowed = min(self.per_client, (left + 1) // 2)
            if own + amount > allowed:
                return False
            self._taken[client] += amount
            return True

    def give_back(self, client: str, amount: int = 1) -> None:
        """Free what the client took."""
        with self._lock:
            self._taken[client] -= amount
            self._taken += Counter()  # forgets who has nothing any more

    @property
    def taken(self) -> int:
        """How many are taken now."""
        return self._taken.total()
