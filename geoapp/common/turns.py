"""Turns at computing: one thread of a process computes, the others wait for something.

Python runs one thread at a time. Where several want to compute, they take the
interpreter from each other every few milliseconds, and whoever returns from the
database waits for it anew: all of them become slower, and the first is answered as late
as the last. So a thread of the server computes only while it has a turn, and gives it
away while it waits for the database, the network or a reader. See
docs/decisions/0036-turns-at-computing.md.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class NoTurn(Exception):
    """Others have computed for too long."""


class Turns:
    """At most `count` threads have a turn; those that come back go before new ones."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._lock = threading.Lock()
        self._returning: deque[threading.Lock] = deque()
        self._new: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self, *, patience_s: float) -> Iterator[None]:
        """Compute in the block, as soon as there is a turn.

        Raises NoTurn, before the block, after so many seconds without one.
        """
        self._take(self._new, patience_s=patience_s)
        _thread.turns = self
        try:
            yield
        finally:
            _thread.turns = None
            self._give()

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Let others compute during the block; go on when there is a turn again."""
        _thread.turns = None
        self._give()
        try:
            yield
        finally:
            self._take(self._returning, patience_s=-1)  # for as long as it takes
            _thread.turns = self

    def _take(self, queue: deque[threading.Lock], *, patience_s: float) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            gate = threading.Lock()
            gate.acquire()
            queue.append(gate)
        # Until somebody's turn is handed over.
        if gate.acquire(timeout=patience_s):
            return
        with self._lock:
            if gate in queue:  # and not handed over just now
                queue.remove(gate)
                raise NoTurn

    def _give(self) -> None:
        with self._lock:
            if queue := self._returning or self._new:
                queue.popleft().release()
            else:
                self._free += 1


class _Thread(threading.local):
    """Of which turns this thread has one."""

    turns: Turns | None = None


_thread = _Thread()


@contextmanager
def waiting() -> Iterator[None]:
    """Wait for something in the block; a thread that has a turn gives it away."""
    turns = _thread.turns
    if turns is None:
        yield
    else:
        with turns.pause():
            yield
