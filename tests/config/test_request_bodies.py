"""Whole bodies only reach the application; slow, large and many ones do not."""

import io
import itertools
import json
from collections.abc import Callable
from http import HTTPStatus

import pytest

from geoapp.config import request_bodies
from geoapp.config.request_bodies import CollectedBodies


class Told:
    """What a server is told, and what the application behind was given."""

    def __init__(
        self, *, most: int = request_bodies.MAX_CONCURRENT, proxy: bool = False
    ) -> None:
        self.given: list[bytes] = []
        self.status, self.headers, self.text = "", {}, b""
        self.door = CollectedBodies(self.application, maximum=most, trusts_proxy=proxy)

    def application(self, environ, start):
        self.given.append(environ["wsgi.input"].read())
        start("200 OK", [])
        return [b"done"]

    def ask(self, source, length: object = None, **more: str) -> int:
        said = {} if length is None else {"CONTENT_LENGTH": str(length)}

        def start(status, headers):
            self.status, self.headers = status, dict(headers)

        environ = {"wsgi.input": source, "REMOTE_ADDR": "192.0.2.1", **said, **more}
        self.text = b"".join(self.door(environ, start))
        return int(self.status[:3])


@pytest.mark.parametrize("body", [b"x", b"a=1&b=2" * 1000, b"\0" * 2_000_001])
def test_a_body_comes_as_it_was_sent(body):
    told = Told()
    assert told.ask(io.BytesIO(body + b"the next request"), len(body)) == HTTPStatus.OK
    assert told.given == [body]


@pytest.mark.parametrize("length", [None, "", 0, "-5", "many", "١٢"])
def test_what_says_no_length_is_handed_on(length):
    told = Told()
    assert told.ask(io.BytesIO(b""), length) == HTTPStatus.OK
    assert told.given == [b""]


def test_what_is_too_large_is_not_read():
    told, source = Told(), io.BytesIO(b"x" * 100)
    assert told.ask(source, request_bodies.MAX_BYTES + 1) == 413
    assert (told.given, source.tell()) == ([], 0)


def test_what_ends_early_is_handed_on_as_it_is():
    told = Told()
    assert told.ask(io.BytesIO(b"half"), 1000) == HTTPStatus.OK
    assert told.given == [b"half"]


def test_what_comes_slowly_is_given_up(monkeypatch):
    seconds = itertools.count(step=64)  # a byte a second
    monkeypatch.setattr(request_bodies.time, "monotonic", lambda: next(seconds))
    told, source = Told(most=1), io.BytesIO(b"x" * 10_000)
    assert told.ask(source, 10_000) == HTTPStatus.REQUEST_TIMEOUT
    assert (told.given, source.tell()) == ([], 64)
    monkeypatch.undo()
    assert told.ask(io.BytesIO(b"x"), 1) == HTTPStatus.OK  # its place is free again


class Waiting(io.BytesIO):
    """A body during which somebody else asks."""

    def __init__(self, told: Told, ask: Callable[[], object]) -> None:
        super().__init__(b"x" * 10)
        self.told = told
        self.ask = ask
        self.meanwhile: list[object] = []

    def read(self, size: int | None = -1) -> bytes:
        self.meanwhile.append(self.ask())
        return super().read(size)


def test_no_more_than_some_wait_at_once_and_who_sends_nothing_never_does():
    told = Told(most=1)

    def meanwhile():
        return told.ask(io.BytesIO(b"y"), 1), told.ask(io.BytesIO(b""))

    source = Waiting(told, meanwhile)
    assert told.ask(source, 10) == HTTPStatus.OK
    assert source.meanwhile == [(HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.OK)]
    assert told.given == [b"", b"x" * 10]


def nested(told: Told, waiting: list[dict[str, str]], ask: Callable[[], object]):
    """Ask while each of these waits with a body."""
    if not waiting:
        return ask()
    source = Waiting(told, lambda: nested(told, waiting[1:], ask))
    assert told.ask(source, 10, **waiting[0]) == HTTPStatus.OK
    return source.meanwhile[0]


@pytest.mark.parametrize("proxy", [False, True])
def test_one_address_holds_two_places_and_others_have_the_rest(proxy):
    told = Told(proxy=proxy)

    def of(number: int) -> dict[str, str]:
        if proxy:  # what a client writes there itself stands before its own
            return {"HTTP_X_FORWARDED_FOR": f"203.0.113.9, 192.0.2.{number}"}
        return {"REMOTE_ADDR": f"192.0.2.{number}"}

    def meanwhile():
        return [told.ask(io.BytesIO(b"y"), 1, **of(n)) for n in (1, 2)]

    assert nested(told, [of(1), of(1)], meanwhile) == [503, 200]
    assert nested(told, [of(1), of(1), of(2), of(3)], meanwhile) == [503, 503]
    assert meanwhile() == [200, 200]


def test_a_program_is_answered_as_the_api_answers():
    told = Told()
    large = request_bodies.MAX_BYTES + 1
    assert told.ask(io.BytesIO(), large, PATH_INFO="/api/matches") == 413
    assert told.headers["Content-Type"] == "application/problem+json"
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(told.text)["status"] == 413
    assert told.ask(io.BytesIO(), large, PATH_INFO="/accounts/login/") == 413
    assert told.headers["Content-Type"].startswith("text/plain")
