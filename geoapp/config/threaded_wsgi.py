"""A WSGI application behind an ASGI server: whole requests in, threads for the work.

Django's own ASGI handler gives each request a new thread, and with it a new database
connection. Here some threads stay, and each keeps its connection. Waiting for a client
costs no thread, except where a file is made while it is sent.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from io import BytesIO
from sys import stderr
from time import monotonic
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from geoapp.common.client_address import client_address
from geoapp.common.problems import CONTENT_TYPE, problem_json
from geoapp.common.turns import NoTurn, Turns, waiting
from geoapp.config.request_bodies import (
    ClientLeft,
    Receive,
    RequestBodies,
    RequestRejected,
    seconds_for,
)
from geoapp.config.shares import Shares

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[str, str]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

THREADS = 8  # each keeps a database connection; PostgreSQL has a hundred
# So many of them compute at once; the others wait for the database or a reader.
TURNS = 2
# Requests that have or want one of the threads; more would wait longer than anybody does.
MAX_WAITING = 500
# While a database that hangs holds every thread, others are told so after a while.
MAX_WAIT_S = 30.0
# The probes have threads of their own, so that they tell the truth when no other is
# free. One of the second waits for the database, the other says that it does not
# answer.
PROBES = {"/livez": 1, "/readyz": 2}
# Longer ones, and those without a length, hold a thread until their reader has all.
SHORT_FILE = 1_000_000
MAX_FILES, MAX_FILES_PER_CLIENT = THREADS // 2, 1
_OWN_NAMES = {"content-length": "CONTENT_LENGTH", "content-type": "CONTENT_TYPE"}


class ThreadedWsgi:
    """An ASGI application that serves a WSGI application.

    Answers 408, 413 and 503 about bodies and files by itself, as problem+json below
    /api/ and else as text. `trusts_proxy` says that the last address of X-Forwarded-For
    is the client's.
    """

    def __init__(
        self,
        application: Application,
        *,
        trusts_proxy: bool,
        bodies: RequestBodies | None = None,
    ) -> None:
        self._application = application
        self._trusts_proxy = trusts_proxy
        self._bodies = bodies or RequestBodies()
        self._files = Shares(MAX_FILES, MAX_FILES_PER_CLIENT)
        self._threads = _Threads(THREADS, "request")
        self._turns = Turns(TURNS)
        self._probes = {path: _Threads(n, "probe") for path, n in PROBES.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Collect the body, then let a thread answer.

        Where the client is gone, nothing more is sent: a file that ends early is not
        called complete, and the server closes the connection.
        """
        environ = environ_of(scope)
        reply = _Reply(send, receive)
        try:
            if {"CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"} & environ.keys():
                await self._collect_and_answer(environ, reply)
            else:
                await self._answer(environ, BytesIO(), reply)
        except RequestRejected as rejection:
            await reply.reject(rejection, is_api=scope["path"].startswith("/api/"))
        except ClientLeft:
            return

    async def _collect_and_answer(
        self, environ: dict[str, Any], reply: "_Reply"
    ) -> None:
        client = self._client_of(environ)
        length = environ.get("CONTENT_LENGTH", "")
        declared = int(length) if length.isascii() and length.isdigit() else None
        with self._bodies.body_of(client) as body:
            await body.collect(
                reply.receive, path=environ["PATH_INFO"], declared=declared
            )
            environ["CONTENT_LENGTH"] = str(body.size)
            await self._answer(environ, body.file, reply)

    def _client_of(self, environ: dict[str, Any]) -> str:
        return client_address(environ, behind_proxy=self._trusts_proxy)

    async def _answer(
        self, environ: dict[str, Any], body: IO[bytes], reply: "_Reply"
    ) -> None:
        threads = self._probes.get(environ["PATH_INFO"], self._threads)
        if threads.waiting >= MAX_WAITING:
            raise _busy()
        environ["wsgi.input"] = body
        loop = asyncio.get_running_loop()
        deadline = monotonic() + MAX_WAIT_S
        threads.waiting += 1
        try:
            work = threads.pool.submit(
                partial(self._work, environ, reply, loop, deadline=deadline)
            )
            answer = asyncio.wrap_future(work)
            await asyncio.wait({answer}, timeout=MAX_WAIT_S)
            # What no thread has begun can be taken back; the rest goes on.
            if work.cancel():
                raise _busy()
            rest = await answer
        finally:
            threads.waiting -= 1
        await reply.send_piece(rest, more=False)

    def _work(
        self,
        environ: dict[str, Any],
        reply: "_Reply",
        loop: asyncio.AbstractEventLoop,
        *,
        deadline: float,
    ) -> bytes:
        """Run the application in a thread; return what is still to be sent.

        Pieces of a file are sent from here, the next one when there is room for it.
        """
        if environ["PATH_INFO"] in PROBES:
            return self._in_turn(environ, reply, loop)
        try:
            with self._turns.turn(patience_s=max(0.0, deadline - monotonic())):
                return self._in_turn(environ, reply, loop)
        except NoTurn:
            raise _busy() from None

    def _in_turn(
        self,
        environ: dict[str, Any],
        reply: "_Reply",
        loop: asyncio.AbstractEventLoop,
    ) -> bytes:
        response = self._application(environ, reply.start)
        try:
            if reply.is_short or not getattr(response, "streaming", False):
                return b"".join(response)
            client = self._client_of(environ)
            if not self._files.take(client):
                raise RequestRejected(
                    HTTPStatus.SERVICE_UNAVAILABLE,
                    "Too many files are being sent. Try again in a few seconds.",
                )
            try:
                for piece in response:
                    sent = reply.send_piece(piece, more=True)
                    with waiting():
                        asyncio.run_coroutine_threadsafe(sent, loop).result()
            finally:
                self._files.give_back(client)
            return b""
        finally:
            if hasattr(response, "close"):
                response.close()


class _Threads:
    """Threads and the number of requests that have or want one of them.

    Those that wait for a probe do not count as waiting for a page.
    """

    def __init__(self, count: int, name: str) -> None:
        self.pool = ThreadPoolExecutor(count, thread_name_prefix=name)
        self.waiting = 0


@dataclass(slots=True)
class _Reply:
    """What a client is sent."""

    send: Send
    receive: Receive
    status: int = 500
    headers: Headers = field(default_factory=list)
    has_begun: bool = False
    taken: int = 0  # bytes that the client took while a thread waited for it
    waited_s: float = 0.0
    departure: asyncio.Task[None] | None = None

    @property
    def is_short(self) -> bool:
        """Whether the response has a length, and can be handed over as a whole."""
        lengths = [text for name, text in self.headers if name == "Content-Length"]
        return bool(lengths) and int(lengths[0]) <= SHORT_FILE

    def start(self, status: str, headers: Headers, *_error: Any) -> None:
        """Take status and headers, as WSGI's start_response."""
        self.status, self.headers = int(status[:3]), headers

    async def send_piece(self, piece: bytes, *, more: bool) -> None:
        """Send a piece; raises ClientLeft if the client is gone or takes too little."""
        if not self.has_begun:
            self.has_begun = True
            await self.send(
                {
                    "type": "http.response.start",
                    "status": self.status,
                    "headers": [
                        (name.lower().encode("latin1"), value.encode("latin1"))
                        for name, value in self.headers
                    ],
                }
            )
            if more:
                self.departure = asyncio.ensure_future(self._wait_for_departure())
        if self.departure and self.departure.done():
            raise ClientLeft
        message = {"type": "http.response.body", "body": piece, "more_body": more}
        if not more:  # no thread waits for it
            if self.departure:
                self.departure.cancel()
            await self.send(message)
            return
        clock = asyncio.get_running_loop().time
        begun_at = clock()
        try:
            async with asyncio.timeout(seconds_for(self.taken) - self.waited_s):
                await self.send(message)
        except TimeoutError:
            raise ClientLeft from None
        self.waited_s += clock() - begun_at
        self.taken += len(piece)

    async def reject(self, rejection: RequestRejected, *, is_api: bool) -> None:
        """Say why the body is not read, and close the connection."""
        text, kind = f"{rejection}\n".encode(), "text/plain; charset=utf-8"
        self.status, self.headers = rejection.status.value, []
        if is_api:
            text, kind = problem_json(self.status, str(rejection)), CONTENT_TYPE
            self.headers.append(("access-control-allow-origin", "*"))
        self.headers += [
            ("content-type", kind),
            ("content-length", str(len(text))),
            ("retry-after", "10"),
            ("connection", "close"),
        ]
        await self.send_piece(text, more=False)

    async def _wait_for_departure(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass


def _busy() -> RequestRejected:
    return RequestRejected(
        HTTPStatus.SERVICE_UNAVAILABLE, "The site is busy. Try again in a few seconds."
    )


def environ_of(scope: Scope) -> dict[str, Any]:
    """Return WSGI's view of an ASGI request, without its body (PEP 3333)."""
    host, port = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "REMOTE_ADDR": str((scope.get("client") or ("",))[0]),
        "SERVER_NAME": str(host),
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    values = defaultdict(list)
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin1").lower()
        # X_Forwarded_For would be read as X-Forwarded-For, which a proxy sets.
        if "_" not in name:
            values[name].append(raw_value.decode("latin1"))
    for name, texts in values.items():
        variable = _OWN_NAMES.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        environ[variable] = ("; " if name == "cookie" else ",").join(texts)
    return environ
