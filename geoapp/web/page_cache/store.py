"""Finished pages of one moment, bounded in bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

# What Python needs for an entry beside the bytes of its page: measured, rounded up.
_OVERHEAD = 2_000
# No request is held up for longer, in steps of a moment's first number (minutes).
_LATEST = 2
# Larger ones would push out too many others.
_LARGEST_PART = 16

Moment = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as its view returned it: body and headers, never a cookie."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Return about how many bytes of memory it takes."""
        texts = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.body) + texts + _OVERHEAD


class PageStore:
    """The pages of the latest moment, those asked for longest ago leaving first.

    A moment is what all pages depend on, in numbers that only grow, the first of them
    by itself. Pages of earlier moments are dropped as soon as a later one is seen, and
    never stored after that. Safe for threads.
    """

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._moment: Moment = ()
        self._pages: OrderedDict[Hashable, StoredPage] = OrderedDict()
        self._size = 0

    @property
    def size(self) -> int:
        """Return about how many bytes all pages take."""
        return self._size

    def get(self, key: Hashable, *, moment: Moment) -> StoredPage | None:
        """Return the page of this moment, or None, as always for an earlier one."""
        with self._lock:
            if moment < self._moment and not self._is_set_back(moment):
                # A request that was held up on its way drops nothing of later ones.
                return None
            if moment != self._moment:
                self._pages.clear()
                self._moment, self._size = moment, 0
                return None
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def _is_set_back(self, moment: Moment) -> bool:
        """Whether so early a moment means that the clock was wrong before."""
        return self._moment[0] - moment[0] > _LATEST

    def put(self, key: Hashable, page: StoredPage, *, moment: Moment) -> None:
        """Store a page, unless another moment has begun since or it is too large."""
        with self._lock:
            is_late = moment != self._moment
            if is_late or key in self._pages:
                return
            if page.size * _LARGEST_PART > self._max_bytes:
                return
            self._pages[key] = page
            self._size += page.size
            while self._size > self._max_bytes:
                _key, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size
