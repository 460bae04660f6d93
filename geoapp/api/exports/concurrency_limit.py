"""Limits concurrent exports: each occupies a thread while the client downloads it."""

import threading
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from rest_framework.exceptions import APIException

MAX_CONCURRENT = 2  # in a process, of its eight threads (config/threaded_wsgi.py)
_free = threading.BoundedSemaphore(MAX_CONCURRENT)


class TooManyFiles(APIException):
    """Too many exports are running; `wait` is the number of seconds to retry after."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = "Too many exports are running. Try again in a few seconds."
    wait = 10


def limited_concurrency(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the chunks while holding one export slot; raises TooManyFiles.

    The slot is taken at the first chunk and released after the last, or when the
    iterator is closed or discarded.
    """
    if not _free.acquire(blocking=False):
        raise TooManyFiles
    try:
        yield from pieces
    finally:
        _free.release()
