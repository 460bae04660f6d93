"""Bodies of requests, collected before a view works: slow ones are few and cut off.

The server begins a request with its headers and holds a thread while the body comes.
Whoever sends a byte a second would so hold all threads with a handful of requests
(F18 in docs/security.md): here at most some of a process's threads wait for bodies, of
one address fewer, and a body that comes slower than any telephone sends is given up. A
sender who falls silent holds a place until the connection ends, since nothing ends a
read: against many addresses of such, only a proxy that collects bodies helps.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any

from geoapp.common.client_address import client_address

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

# Of eight threads (config/launcher/serve.py); files hold two more (api/exports).
MAX_CONCURRENT, MAX_PER_CLIENT = 4, 2
MAX_BYTES = 100_000_000  # some photos of a form; who reads them has limits of its own
GRACE_S = 10
MIN_BYTES_PER_SECOND = 500
MAX_SECONDS = 1_800
# A read ends when it has so much: a stream of a byte a second is seen after a minute.
_CHUNK = 64
_IN_MEMORY = 1_000_000


class _Refused(Exception):
    def __init__(self, status: HTTPStatus, words: str) -> None:
        super().__init__(words)
        self.status = status


class CollectedBodies:
    """A WSGI application that is given whole bodies only.

    Answers 413, 408 and 503 by itself, as problem+json below /api/ and else as text; a
    body without a length is left to the application, which reads none.
    `trusts_proxy` says that the last address of X-Forwarded-For is the client's.
    """

    def __init__(
        self,
        application: Application,
        *,
        maximum: int = MAX_CONCURRENT,
        trusts_proxy: bool = False,
    ) -> None:
        self._application = application
        self._most = maximum
        self._trusts_proxy = trusts_proxy
        self._waiting: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Collect the body, then call the application."""
        declared = environ.get("CONTENT_LENGTH") or "0"
        length = int(declared) if declared.isascii() and declared.isdigit() else 0
        if not length:
            return self._application(environ, start)
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
            try:
                self._collect(environ, length, body)
            except _Refused as refused:
                return _answer(refused, environ, start)
            body.seek(0)
            # The application reads before it returns: what it answers is made then.
            return self._application({**environ, "wsgi.input": body}, start)

    def _collect(self, environ: dict[str, Any], length: int, body: Any) -> None:
        if length > MAX_BYTES:
            words = f"The request is larger than {MAX_BYTES // 1000000} MB."
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
        address = client_address(environ, behind_proxy=self._trusts_proxy)
        with self._lock:
            mine, all_of_them = self._waiting[address], self._waiting.total()
            if all_of_them >= self._most or mine >= MAX_PER_CLIENT:
                words = "Too many uploads are in progress. Try again in a few seconds."
                raise _Refused(HTTPStatus.SERVICE_UNAVAILABLE, words)
            self._waiting[address] += 1
        try:
            _read(environ["wsgi.input"], length, body)
        finally:
            with self._lock:
                self._waiting[address] -= 1
                self._waiting += Counter()  # forgets who waits no more


def _read(source: Any, length: int, body: Any) -> None:
    began, came = time.monotonic(), 0
    while came < length and (chunk := source.read(min(_CHUNK, length - came))):
        body.write(chunk)
        came += len(chunk)
        lasted = time.monotonic() - began
        too_slow = lasted > GRACE_S and came < lasted * MIN_BYTES_PER_SECOND
        if too_slow or lasted > MAX_SECONDS:
            raise _Refused(
                HTTPStatus.REQUEST_TIMEOUT,
                ("The request arrived too slowly. Try again."),
            )


def _answer(
    refused: _Refused, environ: dict[str, Any], start: Start
) -> Iterable[bytes]:
    text, kind = f"{refused}\n".encode(), "text/plain; charset=utf-8"
    others = []
    if str(environ.get("PATH_INFO", "")).startswith("/api/"):
        status = refused.status
        problem = {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "detail": str(refused),
        }
        text, kind = json.dumps(problem).encode(), "application/problem+json"
        others = [("Access-Control-Allow-Origin", "*")]
    start(
        f"{refused.status.value} {refused.status.phrase}",
        [
            *others,
            ("Content-Type", kind),
            ("Content-Length", str(len(text))),
            ("Retry-After", "10"),
            ("Connection", "close"),
        ],
    )
    return [text]
