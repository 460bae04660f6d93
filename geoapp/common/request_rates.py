"""How many requests each client has sent, counted by all processes of a machine.

Every client has a bucket that holds a minute's requests and fills up evenly. One number
says all about it: the time when it will be full again (the generic cell rate algorithm).
The numbers are in a file of fixed size that processes map into memory, so that counting
costs no statement and no message; see docs/decisions/0029-page-limits.md.
"""

import fcntl
import hashlib
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WINDOW_S = 60.0
_ROUNDING_S = 0.001
_SKEW_S = 5.0  # a request may have read the clock long before it comes here
_SLOT = struct.Struct("=Qd")  # who, and when the bucket is full
_WAYS = 4  # slots that a client may have: the one with its name, else the least used
_BUCKETS = 16_384
_SIZE = _BUCKETS * _WAYS * _SLOT.size  # a megabyte, for 65,536 clients


class RequestRates:
    """The buckets of all clients, shared by whoever opens the same file.

    `key` hides who is counted: only keyed hashes are stored. Without a file, or where
    it cannot be written, this process counts for itself.
    """

    def __init__(self, path: Path | None, *, key: str) -> None:
        self._key = hashlib.sha256(key.encode()).digest()
        self._threads = threading.Lock()
        self._file = _opened(path) if path else None
        self._slots = mmap.mmap(-1 if self._file is None else self._file, _SIZE)

    def take(
        self, client: str, *, per_minute: int, at: float, cost: float = 1.0
    ) -> float:
        """Take `cost` requests out of a client's bucket; return 0 if it held them.

        Else nothing is taken, and the seconds are returned after which it will hold
        them. `at` is in seconds since 1970.
        """
        takes_s = WINDOW_S / per_minute * cost
        bucket, name = self._place_of(client)
        with self._alone():
            offset, full_at = self._slot(bucket, name, at=at)
            if full_at < at or full_at > at + WINDOW_S + _SKEW_S:
                full_at = at  # nothing is missing, or the clock was set back
            full_at += takes_s
            wait_s = full_at - at - WINDOW_S
            if wait_s > _ROUNDING_S:
                return wait_s
            _SLOT.pack_into(self._slots, offset, name, full_at)
        return 0.0

    def _place_of(self, client: str) -> tuple[int, int]:
        """Return the number of a client's bucket of slots, and the client's name there."""
        digest = hashlib.blake2b(client.encode(), key=self._key, digest_size=16)
        number, name = struct.unpack("=QQ", digest.digest())
        return number % _BUCKETS, name

    def _slot(self, bucket: int, name: int, *, at: float) -> tuple[int, float]:
        """Return the offset of the client's slot and when its bucket is full."""
        start = bucket * _WAYS * _SLOT.size
        slots = [
            (offset, *_SLOT.unpack_from(self._slots, offset))
            for offset in range(start, start + _WAYS * _SLOT.size, _SLOT.size)
        ]
        for offset, owner, full_at in slots:
            if owner == name:
                return offset, full_at
        return min(slots, key=lambda slot: slot[2])[0], at

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and processes out; the system frees a dead one's lock."""
        with self._threads:
            if self._file is None:
                yield
                return
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def _opened(path: Path) -> int | None:
    """Return the file, of the right size, or None if there can be none."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode=0o600)
        os.ftruncate(file, _SIZE)
        return file
    return None
