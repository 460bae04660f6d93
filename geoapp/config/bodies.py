"""Bodies of requests, collected before a view works: slow ones are few and cut off.

The server begins a request with its headers and holds a thread while the body comes.
Whoever sends a byte a second would so hold all threads with a handful of requests
(SAFETY.md, F18): here at most some of a process's threads wait for bodies, and a body
that comes slower than any telephone sends is given up.
"""

import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

# Of eight threads (config/launcher/serve.py); files hold two more (api/exports).
MOST = 4
MOST_BYTES = 100_000_000  # some photos of a form; who reads them has limits of its own
GRACE_S = 10
LEAST_BYTES_A_SECOND = 500
# A read ends when it has so much: a stream of a byte a second is seen after a minute.
_CHUNK = 64
_IN_MEMORY = 1_000_000


class _Refused(Exception):
    def __init__(self, status: HTTPStatus, words: str) -> None:
        super().__init__(words)
        self.status = status


class CollectedBodies:
    """A WSGI application that is given whole bodies only.

    Answers 413, 408 and 503 by itself, as text; a body without a length is left to
    the application, which reads none.
    """

    def __init__(self, application: Application, *, most: int = MOST) -> None:
        self._application = application
        self._free = threading.BoundedSemaphore(most)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Collect the body, and hand the request on."""
        said = environ.get("CONTENT_LENGTH") or "0"
        length = int(said) if said.isascii() and said.isdigit() else 0
        if not length:
            return self._application(environ, start)
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
            try:
                self._collect(environ["wsgi.input"], length, body)
            except _Refused as refused:
                return _answer(refused, start)
            body.seek(0)
            # The application reads before it returns: what it answers is made then.
            return self._application({**environ, "wsgi.input": body}, start)

    def _collect(self, source: Any, length: int, body: Any) -> None:
        if length > MOST_BYTES:
            words = f"This is more than {MOST_BYTES // 1_000_000} MB."
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
        if not self._free.acquire(blocking=False):
            words = "Others are sending much just now. Try again in some seconds."
            raise _Refused(HTTPStatus.SERVICE_UNAVAILABLE, words)
        try:
            _read(source, length, body)
        finally:
            self._free.release()


def _read(source: Any, length: int, body: Any) -> None:
    began, came = time.monotonic(), 0
    while came < length and (piece := source.read(min(_CHUNK, length - came))):
        body.write(piece)
        came += len(piece)
        lasted = time.monotonic() - began
        if lasted > GRACE_S and came < lasted * LEAST_BYTES_A_SECOND:
            raise _Refused(HTTPStatus.REQUEST_TIMEOUT, "This came too slowly.")


def _answer(refused: _Refused, start: Start) -> Iterable[bytes]:
    text = f"{refused}\n".encode()
    start(
        f"{refused.status.value} {refused.status.phrase}",
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(text))),
            ("Retry-After", "10"),
            ("Connection", "close"),
        ],
    )
    return [text]
