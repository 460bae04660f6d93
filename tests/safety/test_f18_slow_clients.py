"""F18: whoever sends or reads slowly keeps nobody waiting, with the real server.

What the server does with bodies and files is in tests/config, for the usual run.
"""

import resource
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from geoapp.api.exports.concurrency_limit import MAX_CONCURRENT
from geoapp.config.threaded_wsgi import THREADS
from tests.databases import world
from tests.drawing import ALL
from tests.many_venues import fill
from tests.running import database_url, free_port, granian, running

pytestmark = [pytest.mark.django_db, pytest.mark.long]
PROCESSES = 2  # as the launcher serves it
VENUES = 20_000  # a file of them fits into no buffer of a connection
GOOD = 40 if ALL else 15
SLOW = 8 * PROCESSES * THREADS
SILENT = 1_500  # more than two processes accept by default
CLASS = 30  # people behind one address
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
        "PAGE_LIMIT": "0",
        "TEXT_SEARCH_LIMIT": "0",
        # The clients of these tests say where they are.
        "TRUSTED_PROXY": "True",
    }
    command = granian(port, workers=PROCESSES)
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


@pytest.mark.parametrize("end", [b"", b"\r\n"], ids=["unfinished", "idle"])
def test_connections_that_say_nothing(site, end):
    files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(files[1], 10_000), files[1]))
    with slow_clients(site, request("/livez") + end, count=SILENT):
        assert answered(site) == GOOD
    resource.setrlimit(resource.RLIMIT_NOFILE, files)


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


def slow_senders(site: str, *, count: int, networks: int) -> ExitStack:
    """Connections that have sent the first byte of a body."""
    place = urlsplit(site)
    with ExitStack() as connections:
        for number in range(count):
            head = (
                "POST /api/matches HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                "Content-Length: 9999\r\n"
                f"X-Forwarded-For: 198.51.100.{number % networks}\r\n"
                "Content-Type: application/json\r\n\r\n{"
            )
            begun_one = begun((place.hostname, place.port), head.encode())
            connections.enter_context(begun_one)
        return connections.pop_all()


def posted(site: str, address: str = "192.0.2.1") -> bool:
    body = b'{"title": "A bowl", "near": [13.4, 52.52]}'
    headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
    return tried(urllib.request.Request(f"{site}/api/matches", body, headers))  # noqa: S310


def test_a_class_posts_at_once(site):
    with ThreadPoolExecutor(CLASS) as people:
        assert sum(people.map(lambda _: posted(site), range(CLASS))) == CLASS


@pytest.mark.parametrize(
    ("count", "networks"),
    [
        (24, 12),
        (64, 40),
        (SLOW, 40),
    ],
)
def test_bodies_that_come_byte_by_byte_keep_nobody_waiting(site, count, networks):
    with (
        slow_senders(site, count=count, networks=networks),
        ThreadPoolExecutor(CLASS) as people,
    ):
        assert answered(site) == GOOD
        assert sum(people.map(lambda _: posted(site), range(CLASS))) == CLASS


def test_no_address_holds_more_than_its_share(site):
    with slow_senders(site, count=SLOW + 20, networks=1):
        assert posted(site, "192.0.2.1")
        assert not all(posted(site, "198.51.100.0") for _ in range(5))
    # They are gone, and there is room as soon as each process of the server sees it.
    assert any(
        all(posted(site, "198.51.100.0") for _ in range(5)) for _ in range(2_000)
    )


def test_a_slow_sender_is_cut_off(site):
    place = urlsplit(site)
    head = request("/api/matches").replace(b"GET", b"POST")
    with begun(
        (place.hostname, place.port), head + b"Content-Length: 999\r\n\r\n{"
    ) as slow:
        answer = b"".join(iter(lambda: slow.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"The request arrived too slowly. Try again." in answer


def tried(ask: urllib.request.Request | str) -> bool:
    """Whether an answer comes, and not the word that there is no place just now."""
    try:
        with urllib.request.urlopen(ask, timeout=20) as answer:  # noqa: S310
            return answer.status == HTTPStatus.OK
    except urllib.error.HTTPError as error:
        if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        return False
