"""Limits concurrent exports: each occupies a thread while the client downloads it."""

import threading
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from rest_framework.exceptions import APIException

MOST = 2  # in a process, of its eight threads (config/launcher/serve.py)
_free = threading.BoundedSemaphore(MOST)


class TooManyFiles(APIException):
    """Too many exports are running; `wait` is the number of seconds to retry after."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = "Too many exports are running. Try again in a few seconds."
    wait = 10


def limited_concurrency(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces of a file, if there is a place for it; raises TooManyFiles.

    The place is taken with the first piece and free after the last one, and as well
    when the pieces are closed or dropped because the reader has left.
    """
    if not _free.acquire(blocking=False):
        raise TooManyFiles
    try:
        yield from pieces
    finally:
        _free.release()
