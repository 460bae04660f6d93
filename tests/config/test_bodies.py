"""Whole bodies only reach the application; slow, large and many ones do not."""

import io
import itertools
from http import HTTPStatus

import pytest

from geoapp.config import bodies
from geoapp.config.bodies import CollectedBodies


class Told:
    """What a server is told, and what the application behind was given."""

    def __init__(self, *, most: int = bodies.MOST) -> None:
        self.given: list[bytes] = []
        self.status = ""
        self.door = CollectedBodies(self.application, most=most)

    def application(self, environ, start):
        self.given.append(environ["wsgi.input"].read())
        start("200 OK", [])
        return [b"done"]

    def ask(self, source, length: object = None) -> int:
        said = {} if length is None else {"CONTENT_LENGTH": str(length)}

        def start(status, _headers):
            self.status = status

        list(self.door({"wsgi.input": source, **said}, start))
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
    assert told.ask(source, bodies.MOST_BYTES + 1) == 413
    assert (told.given, source.tell()) == ([], 0)


def test_what_ends_early_is_handed_on_as_it_is():
    told = Told()
    assert told.ask(io.BytesIO(b"half"), 1000) == HTTPStatus.OK
    assert told.given == [b"half"]


def test_what_comes_slowly_is_given_up(monkeypatch):
    seconds = itertools.count(step=64)  # a byte a second
    monkeypatch.setattr(bodies.time, "monotonic", lambda: next(seconds))
    told, source = Told(most=1), io.BytesIO(b"x" * 10_000)
    assert told.ask(source, 10_000) == HTTPStatus.REQUEST_TIMEOUT
    assert (told.given, source.tell()) == ([], 64)
    monkeypatch.undo()
    assert told.ask(io.BytesIO(b"x"), 1) == HTTPStatus.OK  # its place is free again


class Waiting(io.BytesIO):
    """A body during which somebody else asks."""

    def __init__(self, told: Told) -> None:
        super().__init__(b"x" * 10)
        self.told = told
        self.meanwhile: list[int] = []

    def read(self, size: int | None = -1) -> bytes:
        self.meanwhile.append(self.told.ask(io.BytesIO(b"y"), 1))
        self.meanwhile.append(self.told.ask(io.BytesIO(b"")))
        return super().read(size)


def test_no_more_than_some_wait_at_once_and_who_sends_nothing_never_does():
    told = Told(most=1)
    source = Waiting(told)
    assert told.ask(source, 10) == HTTPStatus.OK
    assert source.meanwhile == [HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.OK]
    assert told.given == [b"", b"x" * 10]
