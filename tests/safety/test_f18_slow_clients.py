"""F18: whoever sends or reads slowly keeps nobody waiting."""

import select
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from geoapp.api.exports.concurrency_limit import MAX_CONCURRENT
from geoapp.config import request_bodies
from tests.databases import world
from tests.drawing import ALL
from tests.many_venues import fill
from tests.running import database_url, free_port, granian, running

pytestmark = pytest.mark.django_db
PROCESSES, THREADS = 2, 8  # as the launcher serves it
VENUES = 20_000  # a file of them fits into no buffer of a connection
GOOD = 40 if ALL else 15
SLOW = 8 * PROCESSES * THREADS
FILE = "/api/exports/venues.geojsonl"


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of a site with some thousand venues."""
    with (
        django_db_blocker.unblock(),
        world("many", lambda: fill(VENUES)),
        _granian(connection.settings_dict["NAME"]) as address,
    ):
        yield address


@contextmanager
def _granian(database: str) -> Iterator[str]:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "DATABASE_URL": database_url(database),
        "PUBLIC_BASE_URL": base,
        "SECRET_KEY": settings.SECRET_KEY,
        "API_LIMIT": "0",
    }
    command = granian(port, workers=PROCESSES, threads=THREADS)
    with running(command, environment, ready=f"{base}/api/conformance"):
        yield base


@contextmanager
def slow_clients(site: str, first: bytes, *, count: int = SLOW) -> Iterator[list]:
    """Connections that sent so much of a request and go on no faster than we let."""
    place = urlsplit(site)
    with ExitStack() as kept:
        yield [
            kept.enter_context(begun((place.hostname, place.port), first))
            for _ in range(count)
        ]


def begun(place: tuple, first: bytes) -> socket.socket:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(20)
    client.connect(place)
    client.sendall(first)
    return client


def request(path: str) -> bytes:
    """Return a request without its end."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode()


def answered(site: str, path: str = "/api/collections/venues/items?limit=5") -> int:
    """Return how many good clients are answered."""
    said = 0
    for _ in range(GOOD):
        with urllib.request.urlopen(site + path, timeout=20) as answer:  # noqa: S310
            said += answer.status == 200
    return said


def test_headers_that_never_end(site):
    with slow_clients(site, request("/api/crafts")) as slow:
        for _ in range(3):
            for one in slow:
                one.sendall(b"X-More: 1\r\n")
            assert answered(site) == GOOD
        slow[0].sendall(b"\r\n")
        assert slow[0].recv(12) == b"HTTP/1.1 200"


def test_files_that_nobody_reads(site):
    with slow_clients(site, request(FILE) + b"\r\n") as slow:
        assert answered(site) == GOOD
        statuses = [one.recv(12)[9:] for one in slow]
        assert statuses.count(b"200") <= MAX_CONCURRENT * PROCESSES
        assert set(statuses) == {b"200", b"503"}
        assert answered(site) == GOOD
    # They are gone, and there is room as soon as each process of the server sees it.
    few = f"{FILE}?kind=fab_lab"
    assert any(all(tried(site + few) for _ in range(GOOD)) for _ in range(2_000))


def test_bodies_that_come_byte_by_byte(site):
    head = request("/api/matches").replace(b"GET", b"POST") + b"Content-Length: 999\r\n"
    with slow_clients(site, head + b"Content-Type: application/json\r\n\r\n{") as slow:
        for _ in range(3):
            assert answered(site) == GOOD
            sent = [one for one in slow if still_takes(one)]
        assert (
            len(sent) == request_bodies.MAX_PER_CLIENT * PROCESSES
        )  # all of one address
        refused = [one.recv(12)[9:] for one in slow if one not in sent]
        assert set(refused) == {b"503"}
    # They are gone, and there is room as soon as each process of the server sees it.
    assert any(all(posted(site, 1) for _ in range(GOOD)) for _ in range(2_000))


def still_takes(one: socket.socket) -> bool:
    """Send a byte more to whoever was not answered yet; whether there is such."""
    if select.select([one], [], [], 0)[0]:
        return False
    one.sendall(b" ")
    return True


def posted(site: str, count: int) -> int:
    wish = b'{"title": "A bowl", "near": [13.4, 52.52]}'
    kind = {"Content-Type": "application/json"}
    ask = urllib.request.Request(f"{site}/api/matches", wish, kind)  # noqa: S310
    return sum(tried(ask) for _ in range(count))


def tried(ask: urllib.request.Request | str) -> bool:
    """Whether an answer comes, and not the word that there is no place just now."""
    try:
        with urllib.request.urlopen(ask, timeout=20) as answer:  # noqa: S310
            return answer.status == HTTPStatus.OK
    except urllib.error.HTTPError as error:
        if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        return False
