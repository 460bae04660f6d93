"""A file of slots, one for each client, that the processes of a machine share.

They map it into memory, so that counting costs no statement and no message; see
docs/decisions/0029-page-limits.md.
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
from typing import Any

_WAYS = 4  # slots that a client may have: the one with its name, else the least used
_BUCKETS = 16_384
_SLOT_SIZE = 16
_SIZE = _BUCKETS * _WAYS * _SLOT_SIZE  # a megabyte, for 65,536 clients


class Slot:
    """What is stored about a client; `values` is None if nothing is."""

    def __init__(self, slots: "SharedSlots", offset: int, name: int) -> None:
        self._slots, self._offset, self._name = slots, offset, name
        self.values: tuple[Any, ...] | None = None

    def write(self, *values: float) -> None:
        """Store what is known about the client now."""
        self._slots.write(self._offset, self._name, values)


class SharedSlots:
    """The slots of all clients, shared by whoever opens the same file.

    `form` describes the 8 bytes of values as the struct module has it. Where there is
    no room, the client with the smallest values loses its slot. `key` hides who is
    counted: only keyed hashes are stored. Without a file, or where it cannot be
    written, this process counts for itself.
    """

    def __init__(self, path: Path | None, *, key: str, form: str) -> None:
        self._key = hashlib.sha256(key.encode()).digest()
        self._record = struct.Struct(f"=Q{form}")
        self._threads = threading.Lock()
        self._file = _opened(path) if path else None
        self._memory = mmap.mmap(-1 if self._file is None else self._file, _SIZE)

    @contextmanager
    def slot(self, client: str) -> Iterator[Slot]:
        """Give the client's slot, while others, in all processes, wait."""
        digest = hashlib.blake2b(client.encode(), key=self._key, digest_size=16)
        number, name = struct.unpack("=QQ", digest.digest())
        with self._alone():
            yield self._slot(number % _BUCKETS, name)

    def write(self, offset: int, name: int, values: tuple[float, ...]) -> None:
        """Store a slot; only `Slot.write` calls this."""
        self._record.pack_into(self._memory, offset, name, *values)

    def _slot(self, bucket: int, name: int) -> Slot:
        start = bucket * _WAYS * _SLOT_SIZE
        stored = [
            (offset, *self._record.unpack_from(self._memory, offset))
            for offset in range(start, start + _WAYS * _SLOT_SIZE, _SLOT_SIZE)
        ]
        for offset, owner, *values in stored:
            if owner == name:
                slot = Slot(self, offset, name)
                slot.values = tuple(values)
                return slot
        least_used, *_rest = min(stored, key=lambda record: record[2:])
        return Slot(self, least_used, name)

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
