"""Bodies are collected before a thread is taken; slow, large and many ones are not."""

import asyncio
import errno
import itertools
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from uuid import UUID

import pytest
from django.urls import reverse

from geoapp.config import request_bodies
from geoapp.config.request_bodies import (
    MIN_BYTES_PER_SECOND,
    ClientLeft,
    RequestBodies,
    RequestRejected,
)
from tests.loops import in_a_loop

ME = "192.0.2.1"
PATH = "/api/matches"
PHOTOS = "/manage/7d1f/photos/"
WINDOW_S = 0.05


def sender(*pieces: bytes, then: str = "end") -> Callable[[], Awaitable[dict]]:
    """Return what an ASGI server's `receive` would return of a body of these pieces."""
    events = [
        {"type": "http.request", "body": piece, "more_body": True} for piece in pieces
    ]
    if then == "end":
        events.append({"type": "http.request", "body": b"", "more_body": False})
    elif then == "leave":
        events.append({"type": "http.disconnect"})

    async def receive() -> dict:
        if not events:
            await asyncio.Event().wait()  # silence
        return events.pop(0)

    return receive


def collected(
    bodies: RequestBodies, receive, declared: int | None = None, path: str = PATH
) -> bytes:
    """Return a body; raises what `collect` raises."""

    async def run() -> bytes:
        with bodies.body_of(ME) as body:
            await body.collect(receive, path=path, declared=declared)
            return body.file.read()

    return in_a_loop(run())


def rejection(bodies: RequestBodies, receive, declared: int | None = None) -> int:
    with pytest.raises(RequestRejected) as caught:
        collected(bodies, receive, declared)
    return caught.value.status


@pytest.mark.parametrize(
    "pieces", [(), (b"x",), (b"a=1", b"&b=2"), (b"\0" * 40_000,) * 20]
)
def test_a_body_comes_as_it_was_sent(pieces: Iterable[bytes]):
    assert collected(RequestBodies(), sender(*pieces)) == b"".join(pieces)


def test_what_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(request_bodies, "MAX_BYTES", 100)
    too_large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert rejection(RequestBodies(), sender(then="silence"), 101) == too_large
    assert rejection(RequestBodies(), sender(*[b"x" * 60] * 2)) == too_large


def test_only_pages_with_photos_take_more_than_a_megabyte():
    size = request_bodies.MAX_BYTES + 1
    assert rejection(RequestBodies(), sender(then="silence"), size) == 413
    assert len(collected(RequestBodies(), sender(b"x" * size), size, PHOTOS)) == size
    for page in (
        reverse("manage:photos", args=[UUID(int=1)]),
        reverse("manage:step", args=[UUID(int=1), "contact"]),
        reverse("manage:prefill"),
    ):
        assert page.startswith(request_bodies.FILES_BELOW)


class FullDisk(BytesIO):
    """A file that takes nothing."""

    def write(self, _data) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def close(self) -> None:
        """Fail, as a file does that still has something to write, and be closed."""
        super().close()
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_and_gives_back_what_was_held(monkeypatch):
    monkeypatch.setattr(
        request_bodies, "SpooledTemporaryFile", lambda **_options: FullDisk()
    )
    bodies = RequestBodies()
    assert rejection(bodies, sender(b"x")) == HTTPStatus.INSUFFICIENT_STORAGE
    assert (bodies.arriving.taken, bodies.held.taken) == (0, 0)


def test_of_a_sender_who_leaves_nothing_is_used():
    with pytest.raises(ClientLeft):
        collected(RequestBodies(), sender(b"half", then="leave"), 1000)


@pytest.mark.parametrize("pieces", [(), (b"{",), (b" " * 48,)])
def test_a_sender_slower_than_the_least_is_cut_off(pieces):
    bodies = RequestBodies(window_s=WINDOW_S)
    receive = sender(*pieces, then="silence")
    assert rejection(bodies, receive) == HTTPStatus.REQUEST_TIMEOUT
    assert collected(bodies, sender(b"x")) == b"x"  # nothing is counted any more
    assert (bodies.arriving.taken, bodies.held.taken) == (0, 0)


def test_each_window_is_looked_at_alone():
    """A fast beginning is no credit for silence; a pause within a window is none."""
    least = int(WINDOW_S * MIN_BYTES_PER_SECOND)
    bodies = RequestBodies(window_s=WINDOW_S)
    receive = sender(b"x" * 100 * least, then="silence")
    assert rejection(bodies, receive) == HTTPStatus.REQUEST_TIMEOUT

    async def steady(left: list[int]) -> dict:
        await asyncio.sleep(WINDOW_S / 4)
        more = left.pop() > 0
        return {"type": "http.request", "body": b"x" * least, "more_body": more}

    left = list(range(8))
    body = collected(bodies, lambda: steady(left))
    assert len(body) == 8 * least


def test_a_large_body_may_take_longer_but_has_an_end(monkeypatch):
    """Enough comes in each window, and yet it would hold its place for hours."""
    monkeypatch.setattr(request_bodies, "PATIENCE_S", WINDOW_S)
    monkeypatch.setattr(request_bodies, "MIN_AVERAGE_BYTES_PER_SECOND", 1_000_000)
    bodies = RequestBodies(window_s=WINDOW_S)
    endless = itertools.repeat(b"x" * int(WINDOW_S * MIN_BYTES_PER_SECOND))

    async def steady() -> dict:
        await asyncio.sleep(WINDOW_S / 2)
        return {"type": "http.request", "body": next(endless), "more_body": True}

    assert rejection(bodies, steady) == HTTPStatus.REQUEST_TIMEOUT


async def begun(bodies: RequestBodies, count: int, client: str) -> list[asyncio.Task]:
    """Let so many senders of an address begin, and fall silent."""

    async def send() -> None:
        with bodies.body_of(client) as body:
            await body.collect(sender(b"{", then="silence"), path=PATH, declared=9)

    tasks = [asyncio.create_task(send()) for _ in range(count)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


async def one_more(bodies: RequestBodies, client: str, size: int = 1) -> bool:
    """Whether a body of an address is taken now."""
    try:
        with bodies.body_of(client) as body:
            await body.collect(sender(b"x" * size), path=PHOTOS, declared=size)
    except RequestRejected as rejected:
        return rejected.status != HTTPStatus.SERVICE_UNAVAILABLE
    return True


def test_a_class_sends_at_once_and_one_address_cannot_take_all(monkeypatch):
    monkeypatch.setattr(request_bodies, "MAX_CONCURRENT", 200)

    async def run() -> None:
        bodies = RequestBodies()
        tasks = await begun(bodies, 30, ME)
        assert await one_more(bodies, ME)
        tasks += await begun(bodies, 34, ME)
        assert not await one_more(bodies, ME)
        assert await one_more(bodies, "192.0.2.2")
        tasks += await begun(bodies, 64, "192.0.2.3")
        assert not await one_more(bodies, "192.0.2.3")
        for number in range(4, 7):  # each gets half of what the others leave
            tasks += await begun(bodies, 64, f"192.0.2.{number}")
        assert await one_more(bodies, "192.0.2.2")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert await one_more(bodies, ME)

    in_a_loop(run())


def test_bodies_that_are_held_have_a_bound_until_they_are_answered(monkeypatch):
    monkeypatch.setattr(request_bodies, "SMALL", 10)
    monkeypatch.setattr(request_bodies, "MAX_HELD", 200)
    monkeypatch.setattr(request_bodies, "MAX_HELD_PER_CLIENT", 90)

    async def run() -> None:
        bodies = RequestBodies()
        with bodies.body_of(ME) as first, bodies.body_of("192.0.2.2") as second:
            for body, size in ((first, 80), (second, 60)):
                await body.collect(sender(b"x" * size), path=PHOTOS, declared=size)
            assert not await one_more(bodies, ME, 11)
            assert not await one_more(bodies, "192.0.2.2", 11)
            # Two addresses leave room for others, and small bodies need none of it.
            assert await one_more(bodies, "192.0.2.3", 25)
            assert not await one_more(bodies, "192.0.2.3", 35)
            assert await one_more(bodies, ME, 10)
        assert await one_more(bodies, ME, 90)
        assert not await one_more(bodies, ME, 91)
        assert bodies.held.taken == 0

    in_a_loop(run())


def test_large_bodies_of_some_addresses_keep_no_form_waiting():
    """As when some send photos, a little each second."""

    async def run() -> None:
        bodies = RequestBodies()
        for number in range(40):
            client, size = f"198.51.100.{number}", 99_000_000
            while size and not bodies.held.take(client, size):
                size //= 2
        assert await one_more(bodies, ME, request_bodies.SMALL)

    in_a_loop(run())
