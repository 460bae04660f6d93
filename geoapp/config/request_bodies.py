"""Bodies of requests, collected before a view works: slow senders are cut off.

A thread is given to a request when its body is here. Until then a sender costs a
connection and a little memory, so that many may send at once, also from one address, as
a class does. Who sends slower than any telephone loses the connection (F18 in
docs/security.md). Large bodies share some room, which small ones do without.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from geoapp.common.full_disk import is_full
from geoapp.config.shares import Shares

Receive = Callable[[], Awaitable[dict[str, Any]]]

# In a process, which accepts four times as many connections (config/launcher/serve.py).
MAX_CONCURRENT, MAX_PER_CLIENT = 1_000, 64
MAX_BYTES = 1_000_000
# Pages for managers take photos; who reads them has limits of its own.
FILES_BELOW = "/manage/"
MAX_BYTES_WITH_FILES = 100_000_000
# A small body is in memory. Of the others, all that are not answered yet share so many
# bytes, and those of one address.
SMALL = 65_536
MAX_HELD, MAX_HELD_PER_CLIENT = 400_000_000, 200_000_000
# The least in each window, and of the whole body after a while.
WINDOW_S = 5.0
MIN_BYTES_PER_SECOND = 1_000
PATIENCE_S = 60.0
MIN_AVERAGE_BYTES_PER_SECOND = 20_000


def seconds_for(size: int) -> float:
    """Return how many seconds the transfer of so many bytes may take, either way."""
    return PATIENCE_S + size / MIN_AVERAGE_BYTES_PER_SECOND


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
    arriving: Shares = field(
        default_factory=lambda: Shares(MAX_CONCURRENT, MAX_PER_CLIENT)
    )
    held: Shares = field(  # bytes
        default_factory=lambda: Shares(MAX_HELD, MAX_HELD_PER_CLIENT)
    )

    @contextmanager
    def body_of(self, client: str) -> Iterator["ArrivingBody"]:
        """Yield a body to be collected; its file and bytes are held until the end."""
        file = SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115 - closed below
        body = ArrivingBody(self, client, file)
        try:
            yield body
        finally:
            self.held.give_back(client, body.held)
            with suppress(OSError):  # what a full disk has not taken
                file.close()

    @contextmanager
    def counted(self, client: str) -> Iterator[None]:
        """Count a body while it arrives; raises RequestRejected if they are too many."""
        if not self.arriving.take(client):
            raise _busy()
        try:
            yield
        finally:
            self.arriving.give_back(client)


@dataclass(slots=True)
class ArrivingBody:
    """One body. `file` is at its beginning once it is complete."""

    bodies: RequestBodies
    client: str
    file: IO[bytes]
    size: int = 0
    held: int = 0  # bytes that count among those of all

    async def collect(
        self, receive: Receive, *, path: str, declared: int | None
    ) -> None:
        """Read the body; `declared` is its length, None if the sender names none.

        Raises RequestRejected if it is larger than what `path` takes, too slow, one
        too many or if there is no space for it, and ClientLeft.
        """
        has_files = path.startswith(FILES_BELOW)
        limit = MAX_BYTES_WITH_FILES if has_files else MAX_BYTES
        if declared is not None and declared > limit:
            raise _too_large(limit)
        with self.bodies.counted(self.client):
            try:
                async for piece in self._pieces(receive):
                    if self.size + len(piece) > limit:
                        raise _too_large(limit)
                    self._hold(len(piece))
                    self.file.write(piece)
                self.file.seek(0)
            except OSError as error:
                if not is_full(error):
                    raise
                raise _no_space() from error

    def _hold(self, more: int) -> None:
        """Count bytes that arrived; raises RequestRejected if they are too many."""
        self.size += more
        if self.size <= SMALL:
            return
        if not self.bodies.held.take(self.client, self.size - self.held):
            raise _busy()
        self.held = self.size

    async def _pieces(self, receive: Receive) -> AsyncIterator[bytes]:
        """Yield what arrives; raises RequestRejected if it comes too slowly."""
        clock = asyncio.get_running_loop().time
        least = self.bodies.window_s * MIN_BYTES_PER_SECOND
        begun_at = clock()
        ends_at, before = begun_at + self.bodies.window_s, self.size
        more = True
        while more:
            message = asyncio.ensure_future(receive())
            while not (await asyncio.wait({message}, timeout=ends_at - clock()))[0]:
                is_late = clock() - begun_at > seconds_for(self.size)
                if is_late or self.size - before < least:
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


def _no_space() -> RequestRejected:
    return RequestRejected(
        HTTPStatus.INSUFFICIENT_STORAGE,
        "There is no space for uploads at the moment. Try again later.",
    )


def _too_large(limit: int) -> RequestRejected:
    return RequestRejected(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"The request is larger than {limit // 1_000_000} MB.",
    )
