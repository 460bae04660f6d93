"""Bodies of requests, collected before a view works: slow senders are cut off.

A thread is given to a request when its body is here. Until then a sender costs a
connection and a little memory, so that many may send at once, also from one address, as
a class does. Who sends slower than any telephone loses the connection (F18 in
docs/security.md).
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Receive = Callable[[], Awaitable[dict[str, Any]]]

# In a process, which accepts ten times as many connections (config/launcher/serve.py).
MAX_CONCURRENT, MAX_PER_CLIENT = 400, 64
MAX_BYTES = 100_000_000  # some photos of a form; who reads them has limits of its own
# Of all bodies that are here and not answered yet, and of those of one address.
MAX_HELD, MAX_HELD_PER_CLIENT = 400_000_000, 300_000_000
WINDOW_S = 5.0
MIN_BYTES_PER_SECOND = 1_000
_IN_MEMORY = 65_536


class RequestRejected(Exception):
    """The request will not be answered; the message says why and what to do."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class ClientLeft(Exception):
    """The client closed the connection, or takes nothing that it is sent."""


@dataclass(slots=True)
class RequestBodies:
    """The bodies of one process that are arriving or in use, and their bounds."""

    window_s: float = WINDOW_S
    _arriving: Counter[str] = field(default_factory=Counter)
    _held: Counter[str] = field(default_factory=Counter)  # bytes

    @contextmanager
    def body_of(self, client: str) -> Iterator["ArrivingBody"]:
        """Yield a body to be collected; its file and its bytes are held until the end."""
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            body = ArrivingBody(self, client, file)
            try:
                yield body
            finally:
                self._held[client] -= body.size
                self._held += Counter()  # forgets who holds nothing any more

    @contextmanager
    def arriving(self, client: str) -> Iterator[None]:
        """Count a body while it arrives; raises RequestRejected if there are too many."""
        is_full = self._arriving.total() >= MAX_CONCURRENT
        if is_full or self._arriving[client] >= MAX_PER_CLIENT:
            raise _busy()
        self._arriving[client] += 1
        try:
            yield
        finally:
            self._arriving[client] -= 1
            self._arriving += Counter()

    def hold(self, client: str, size: int) -> None:
        """Count bytes that have arrived; raises RequestRejected if they are too many."""
        is_full = self._held.total() + size > MAX_HELD
        if is_full or self._held[client] + size > MAX_HELD_PER_CLIENT:
            raise _busy()
        self._held[client] += size


@dataclass(slots=True)
class ArrivingBody:
    """One body. `file` is at its beginning once it is complete."""

    bodies: RequestBodies
    client: str
    file: IO[bytes]
    size: int = 0

    async def collect(self, receive: Receive, *, declared: int | None) -> None:
        """Read the body; `declared` is its length, None if the sender names none.

        Raises RequestRejected if it is too large, too slow or one too many, and ClientLeft.
        """
        if declared is not None and declared > MAX_BYTES:
            raise _too_large()
        with self.bodies.arriving(self.client):
            async for piece in self._pieces(receive):
                if self.size + len(piece) > MAX_BYTES:
                    raise _too_large()
                self.bodies.hold(self.client, len(piece))
                self.size += len(piece)
                self.file.write(piece)
        self.file.seek(0)

    async def _pieces(self, receive: Receive) -> AsyncIterator[bytes]:
        """Yield what arrives; raises RequestRejected if it is too little for a while."""
        clock = asyncio.get_running_loop().time
        least = self.bodies.window_s * MIN_BYTES_PER_SECOND
        ends_at, before = clock() + self.bodies.window_s, self.size
        more = True
        while more:
            message = asyncio.ensure_future(receive())
            while not (await asyncio.wait({message}, timeout=ends_at - clock()))[0]:
                if self.size - before < least:
                    message.cancel()
                    raise RequestRejected(
                        HTTPStatus.REQUEST_TIMEOUT,
                        "The request arrived too slowly. Try again.",
                    )
                ends_at, before = clock() + self.bodies.window_s, self.size
            event = message.result()
            if event["type"] != "http.request":
                raise ClientLeft
            more = event.get("more_body", False)
            yield event.get("body", b"")


def _busy() -> RequestRejected:
    return RequestRejected(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Too many uploads are in progress. Try again in a few seconds.",
    )


def _too_large() -> RequestRejected:
    return RequestRejected(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"The request is larger than {MAX_BYTES // 1_000_000} MB.",
    )
