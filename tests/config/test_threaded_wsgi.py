"""A WSGI application behind an ASGI server: whole requests in, what it makes out."""

import asyncio
import json
import threading
from contextlib import nullcontext

import pytest

from geoapp.common.turns import waiting
from geoapp.config import request_bodies, threaded_wsgi
from geoapp.config.threaded_wsgi import ThreadedWsgi, environ_of
from tests.config.test_request_bodies import sender
from tests.loops import in_a_loop


def scope(path: str = "/", *headers: tuple[str, str], method: str = "POST") -> dict:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"q=%C3%A4",
        "http_version": "1.1",
        "client": ("192.0.2.1", "4711"),
        "server": ("127.0.0.1", "8000"),
        "headers": [(name.encode(), value.encode("latin1")) for name, value in headers],
    }


class Client:
    """Sends one request, and keeps what it is sent."""

    def __init__(self, application, *, proxy: bool = False) -> None:
        self.server = ThreadedWsgi(application, trusts_proxy=proxy)
        self.messages: list[dict] = []

    def ask(self, requested: dict, receive=None) -> int:
        self.messages.clear()
        in_a_loop(self.server(requested, receive or sender(), self._take))
        return self.messages[0]["status"] if self.messages else 0

    async def _take(self, message: dict) -> None:
        self.messages.append(message)

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.messages[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.messages[1:])


def echo(environ, start):
    start("200 OK", [("X-Length", environ.get("CONTENT_LENGTH", "none"))])
    return [environ["wsgi.input"].read()]


@pytest.mark.parametrize(
    "header", [("content-length", "7"), ("transfer-encoding", "chunked")]
)
def test_a_body_is_handed_on_whole_with_its_length(header):
    client = Client(echo)
    assert client.ask(scope("/", header), sender(b"a=1", b"&b=2")) == 200
    assert (client.body, client.headers[b"x-length"]) == (b"a=1&b=2", b"7")


def test_a_request_without_a_body_waits_for_none():
    client = Client(echo)
    assert client.ask(scope(method="GET"), sender(then="silence")) == 200
    assert (client.body, client.headers[b"x-length"]) == (b"", b"none")


def test_of_a_sender_who_leaves_nothing_reaches_the_application():
    client = Client(lambda *_: pytest.fail("It was asked."))
    half = sender(b"half", then="leave")
    assert client.ask(scope("/", ("content-length", "9")), half) == 0


def test_a_program_is_answered_as_the_api_answers():
    client = Client(echo)
    large = ("content-length", str(request_bodies.MAX_BYTES + 1))
    assert client.ask(scope("/api/matches", large)) == 413
    assert client.headers[b"content-type"] == b"application/problem+json"
    assert client.headers[b"access-control-allow-origin"] == b"*"
    assert client.headers[b"connection"] == b"close"
    assert json.loads(client.body)["status"] == 413
    assert client.ask(scope("/accounts/login/", large)) == 413
    assert client.headers[b"content-type"].startswith(b"text/plain")


def test_senders_are_told_apart_as_limits_tell_them_apart(monkeypatch):
    monkeypatch.setattr(request_bodies, "MAX_PER_CLIENT", 0)
    addresses = []

    def noted(environ, *, behind_proxy):
        addresses.append((environ["REMOTE_ADDR"], behind_proxy))
        return "somebody"

    monkeypatch.setattr(threaded_wsgi, "client_address", noted)
    assert Client(echo, proxy=True).ask(scope("/", ("content-length", "1"))) == 503
    assert addresses == [("192.0.2.1", True)]


def test_headers_and_paths_are_those_of_wsgi():
    environ = environ_of(
        scope(
            "/caf%C3%A9%2F%ff",
            ("cookie", "a=1"),
            ("cookie", "b=2"),
            ("accept", "text/html"),
            ("Accept", "image/png"),
            ("x_forwarded_for", "198.51.100.1"),
            ("content-type", "text/plain"),
        )
    )
    assert environ["PATH_INFO"].encode("latin1") == b"/caf\xc3\xa9/\xff"
    assert environ["QUERY_STRING"] == "q=%C3%A4"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "text/html,image/png"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert "HTTP_X_FORWARDED_FOR" not in environ


class File:
    """A response that is made while it is sent."""

    streaming = True

    def __init__(self, pieces) -> None:
        self.pieces = pieces
        self.closed_in = 0

    def __iter__(self):
        return iter(self.pieces)

    def close(self) -> None:
        self.closed_in = threading.get_ident()


def test_a_file_is_sent_piece_by_piece_and_closed_in_its_thread():
    made_in = []

    def pieces():
        for number in range(5):
            made_in.append(threading.get_ident())
            yield str(number).encode()

    file = File(pieces())

    def application(_environ, start):
        start("200 OK", [])
        return file

    client = Client(application)
    assert client.ask(scope(method="GET")) == 200
    assert client.body == b"01234"
    assert [m["more_body"] for m in client.messages[1:]] == [True] * 5 + [False]
    assert set(made_in) == {file.closed_in} != {threading.get_ident()}


def test_a_file_whose_reader_leaves_is_made_no_further():
    pieces = iter([b"x"] * 1_000_000)
    file = File(pieces)

    def application(_environ, start):
        start("200 OK", [])
        return file

    client = Client(application)
    client.ask(scope(method="GET"), sender(then="leave"))
    assert len(client.messages) < 10
    assert client.messages[-1]["more_body"]  # it is not called complete
    assert file.closed_in


def test_a_file_that_nobody_takes_is_given_up(monkeypatch):
    monkeypatch.setattr(request_bodies, "PATIENCE_S", 0.01)
    file = File([b"x", b"y"])

    def application(_environ, start):
        start("200 OK", [])
        return file

    client = Client(application)

    async def take(message: dict) -> None:
        client.messages.append(message)
        if message.get("body"):
            await asyncio.Event().wait()

    monkeypatch.setattr(client, "_take", take)
    client.ask(scope(method="GET"), sender(then="silence"))
    assert client.body == b"x"
    assert file.closed_in


def test_a_reader_who_takes_a_little_now_and_then_is_given_up(monkeypatch):
    """Each piece would be in time, and all of them hold a thread for hours."""
    monkeypatch.setattr(request_bodies, "PATIENCE_S", 0.05)
    file = File([b"x"] * 20)

    def application(_environ, start):
        start("200 OK", [])
        return file

    client = Client(application)

    async def take(message: dict) -> None:
        await asyncio.sleep(0.02)
        client.messages.append(message)

    monkeypatch.setattr(client, "_take", take)
    client.ask(scope(method="GET"), sender(then="silence"))
    assert 0 < len(client.body) < 20
    assert file.closed_in


def test_an_address_reads_one_long_file_at_a_time():
    def application(_environ, start):
        start("200 OK", [])
        return File([b"x", b"y"])

    client = Client(application)
    assert client.server._files.take("192.0.2.1")
    assert client.ask(scope(method="GET")) == 503
    other = scope(method="GET") | {"client": ("192.0.2.2", "4711")}
    assert client.ask(other) == 200


def test_a_short_file_is_handed_over_as_a_whole_and_long_ones_leave_threads_free(
    monkeypatch,
):
    monkeypatch.setattr(threaded_wsgi, "MAX_FILES", 1)
    headers = []

    def application(_environ, start):
        start("200 OK", headers)
        return File([b"x", b"y"])

    client = Client(application)
    assert client.server._files.take("192.0.2.2")  # somebody reads another
    assert client.ask(scope(method="GET")) == 503
    assert b"Too many files" in client.body
    headers.append(("Content-Length", "2"))
    assert client.ask(scope(method="GET")) == 200
    assert [m["body"] for m in client.messages[1:]] == [b"xy"]
    client.server._files.give_back("192.0.2.2")
    headers.clear()
    assert [client.ask(scope(method="GET")) for _ in range(3)] == [200] * 3


def test_more_than_anybody_waits_for_are_told_to_come_again(monkeypatch):
    monkeypatch.setattr(threaded_wsgi, "MAX_WAITING", 3)
    go_on = threading.Event()

    def application(_environ, start):
        go_on.wait(10)
        start("200 OK", [])
        return [b""]

    client = Client(application)

    async def all_at_once() -> None:
        none = sender()
        requests = [
            asyncio.create_task(client.server(scope(path, method="GET"), none, take))
            for path, take in (("/livez", client._take), ("/", take_page))
            for _ in range(5)
        ]
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(*requests)

    pages: list[dict] = []

    async def take_page(message: dict) -> None:
        pages.append(message)

    in_a_loop(all_at_once())
    # Whoever floods a probe keeps nobody from a page.
    for messages in (client.messages, pages):
        statuses = [m["status"] for m in messages if "status" in m]
        assert sorted(statuses) == [200, 200, 200, 503, 503]
    assert client.ask(scope(method="GET")) == 200


@pytest.mark.parametrize(
    ("wait", "count"),
    [(waiting, threaded_wsgi.THREADS), (nullcontext, threaded_wsgi.TURNS)],
    ids=["all wait for the database", "as many as may compute do so without end"],
)
def test_who_cannot_begin_is_told_so_and_the_probes_still_answer(
    monkeypatch, wait, count
):
    monkeypatch.setattr(threaded_wsgi, "MAX_WAIT_S", 0.2)
    hanging, may_end = threading.Semaphore(0), threading.Event()

    def application(environ, start):
        if environ["PATH_INFO"] == "/hang":
            hanging.release()
            with wait():
                may_end.wait(30)
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    server = ThreadedWsgi(application, trusts_proxy=False)
    statuses: dict[str, list[int]] = {}

    async def ask(path: str) -> None:
        async def take(message: dict) -> None:
            if message["type"] == "http.response.start":
                statuses.setdefault(path, []).append(message["status"])

        await server(scope(path, method="GET"), sender(then="silence"), take)

    async def all_at_once() -> None:
        held = [asyncio.ensure_future(ask("/hang")) for _thread in range(count)]
        for _task in held:
            await asyncio.to_thread(hanging.acquire)
        await asyncio.gather(ask("/"), ask("/livez"), ask("/readyz"))
        may_end.set()
        await asyncio.gather(*held)

    in_a_loop(all_at_once())
    assert statuses == {
        "/": [503],
        "/livez": [200],
        "/readyz": [200],
        "/hang": [200] * count,
    }
