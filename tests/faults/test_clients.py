"""F18: slow senders keep nobody waiting who sends as usual."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import quantiles
from urllib.parse import urlsplit

import pytest

from tests.faults.load import Load, load, until

pytestmark = [pytest.mark.django_db, pytest.mark.long]
_SENDERS, _NETWORKS = 64, 40
_MEASURED_S = 15
# What the machine itself may add; who waits for a slow sender waits for many seconds.
_MOST_TIMES, _SLACK_S = 2, 0.1


def test_f18_slow_clients(site, cluster, figures):
    with load(site, cluster, figures) as busy:
        busy.seconds_to_recover()  # its caches are filled
        figures.p99_before_s = p99(busy)
        with slow_clients(site):
            figures.p99_during_s = p99(busy)
        figures.recovery_s = busy.seconds_to_recover()
    assert busy.failed == 0
    assert figures.p99_during_s <= _MOST_TIMES * figures.p99_before_s + _SLACK_S


def p99(busy: Load) -> float:
    """Return the seconds within which 99 % of the next answers came."""
    first, end = len(busy.seconds), time.monotonic() + _MEASURED_S
    until(lambda: time.monotonic() > end)
    return quantiles(busy.seconds[first:], n=100)[-1]


@contextmanager
def slow_clients(site: str) -> Iterator[None]:
    """Send bodies and headers a byte a second; who is disconnected comes again."""
    stopping = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        senders = thread.submit(send_slowly, site, stopping)
        try:
            yield
        finally:
            stopping.set()
    senders.result()


def send_slowly(site: str, stopping: threading.Event) -> None:
    """Keep so many requests unfinished until the event is set."""
    senders = [begun(site, number) for number in range(_SENDERS)]
    while not stopping.wait(1):
        for number, sender in enumerate(senders):
            try:
                sender.sendall(b"x")
            except OSError:
                sender.close()
                senders[number] = begun(site, number)
    for sender in senders:
        sender.close()


def begun(site: str, number: int) -> socket.socket:
    """Return a connection of one of many networks that has begun a request."""
    place = urlsplit(site)
    client = socket.create_connection((place.hostname, place.port))
    head = (
        f"Host: {place.netloc}\r\nContent-Type: application/json\r\n"
        f"X-Forwarded-For: 198.51.100.{number % _NETWORKS}\r\n"
    )
    if number % 4:
        body = "Content-Length: 99999\r\n\r\n{"
        client.sendall(f"POST /api/matches HTTP/1.1\r\n{head}{body}".encode())
    else:
        client.sendall(f"GET /api/crafts HTTP/1.1\r\n{head}X-More: ".encode())
    return client
