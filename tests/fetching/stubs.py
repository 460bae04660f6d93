"""Sites on this machine, reached through a resolver and an allow-test of the test's."""

import socketserver
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from geoapp.fetching.client import ConnectionPolicy

Answer = Callable[["Line"], None]


@dataclass
class Line:
    """One connection: what was asked, and a way to write."""

    asked: str
    write: Callable[[bytes], int]
    ended: threading.Event


@dataclass
class Site:
    """A server on this machine, and what it was asked so far."""

    port: int
    asked: list[str] = field(default_factory=list)


@dataclass
class Names:
    """A resolver that answers from a list, and remembers how often it was asked."""

    answers: Sequence[Sequence[str]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, *, seconds: float) -> Sequence[str]:
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@contextmanager
def site(answer: Answer) -> Iterator[Site]:
    """Serve `answer` on this machine as long as the block runs."""
    ended = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            """Read a request's head and let the test answer; who hung up is gone."""
            try:
                head = self.request.recv(65_536).decode("latin-1")
                here.asked.append(head)
                answer(Line(head, self.request.send, ended))
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        here = Site(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield here
        finally:
            ended.set()
            server.shutdown()
            thread.join()


def door_to(
    here: Site, *, names: Names | None = None, seconds: float = 5.0
) -> ConnectionPolicy:
    """Return a door that takes this machine for the open web, at one port."""
    return ConnectionPolicy(
        resolver=names or Names([["127.0.0.1"]]),
        allows=lambda address: address == "127.0.0.1",
        ports={here.port},
        seconds=seconds,
    )


def said(
    body: bytes, *, content_type: str = "application/json", more: str = ""
) -> Answer:
    """Return an answer of 200 with this body."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{more}"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    return lambda line: _all(line, head.encode() + body)


def moved(location: str, status: int = 302) -> Answer:
    """Return an answer that leads on."""
    head = f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\n"
    return lambda line: _all(line, f"{head}Content-Length: 0\r\n\r\n".encode())


def _all(line: Line, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[line.write(view) :]
