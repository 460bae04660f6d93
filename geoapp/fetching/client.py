"""Fetch what somebody's address shows, without being led anywhere else.

T9 (docs/security.md). A name is resolved once, and the connection goes to exactly the
address that was checked: a second answer, as in DNS rebinding, is never requested.
Nothing is read from the environment (proxies) and nothing is stored (cookies).
"""

import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer
from time import monotonic
from typing import Protocol
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from geoapp.common.errors import DomainError
from geoapp.fetching.allowed_addresses import (
    PORTS,
    AddressRefused,
    Target,
    is_public,
    target_of,
)
from geoapp.fetching.dns import resolve

SECONDS = 5.0
MOST_BYTES = 1_000_000
MOST_REDIRECTS = 3
USER_AGENT = "Makerloom (fetches what an organizer asked for)"
_MOST_ADDRESSES = 4
_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})


class NotReached(DomainError):
    """Nobody answers there, or not as the web does."""


class TooSlow(DomainError):
    """The answer took longer than everybody can wait."""


class TooLarge(DomainError):
    """The answer is larger than any description of a place."""


class NotWanted(DomainError):
    """The answer is of another kind than what was asked for."""


class Resolver(Protocol):
    """Tells the IP addresses of a host; raises OSError and TimeoutError."""

    def __call__(self, host: str, *, seconds: float) -> Sequence[str]:
        """Return the addresses, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a request may leave: who tells addresses, and which are allowed."""

    resolver: Resolver = resolve
    allows: Callable[[str], bool] = is_public
    ports: Collection[int] = PORTS
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address showed; `url` is the last one after redirects."""

    url: str
    content_type: str
    body: bytes


OPEN_WEB = Door()


def fetch(url: str, *, accept: Sequence[str], door: Door = OPEN_WEB) -> Fetched:
    """Return what a GET of `url` shows; `accept` are media types, best first.

    Five seconds and a million bytes (unpacked) at most, with all redirects. Raises
    AddressRefused, NotReached, TooSlow, TooLarge and NotWanted; each says what to do.
    """
    deadline = monotonic() + door.seconds
    target = target_of(url, ports=door.ports)
    for _step in range(MOST_REDIRECTS + 1):
        with _answer(target, accept=accept, door=door, deadline=deadline) as answer:
            if answer.status not in _REDIRECTS:
                return _read(answer, target, accept=accept)
            location = answer.headers.get("Location", "")
        target = target_of(urljoin(target.url, location), ports=door.ports)
    raise NotReached("This address leads on and on: give the one that it ends at.")


@contextmanager
def _answer(
    target: Target, *, accept: Sequence[str], door: Door, deadline: float
) -> Iterator[BaseHTTPResponse]:
    """Ask once, at an address that was judged, and hang up when time is over."""
    addresses = _addresses(target, door=door, deadline=deadline)
    try:
        connection = _connected(target, addresses, deadline=deadline)
    except TimeoutError:
        raise TooSlow(_SLOW) from None
    with _hanging_up(connection, deadline=deadline):
        try:
            connection.request(
                "GET",
                target.path,
                headers=_headers(target, accept),
                preload_content=False,
                decode_content=True,
            )
            answer = connection.getresponse()
            _check_time(deadline)  # a head that was cut off may look whole
            yield answer
        except (HTTPError, HTTPException, OSError, ValueError):
            _check_time(deadline)
            raise NotReached(_NOBODY) from None
        _check_time(deadline)


def _check_time(deadline: float) -> None:
    if monotonic() >= deadline:
        raise TooSlow(_SLOW)


_SLOW = "This address takes too long to answer. Try again later, or paste its text."
_NOBODY = "Nobody answers at this address. Check it, or paste the text instead."


def _addresses(target: Target, *, door: Door, deadline: float) -> list[str]:
    """Return the IP addresses of the target, all of them allowed."""
    try:
        addresses = door.resolver(
            target.host, seconds=max(deadline - monotonic(), 0.01)
        )
    except TimeoutError:
        raise TooSlow(_SLOW) from None
    except (OSError, UnicodeError):
        raise NotReached("There is no such host: check the address.") from None
    # A name with one door into this network is a name to stay away from.
    if not addresses or not all(door.allows(address) for address in addresses):
        raise AddressRefused("This address is not on the public internet.")
    return list(addresses)[:_MOST_ADDRESSES]


def _connected(
    target: Target, addresses: Sequence[str], *, deadline: float
) -> HTTPConnection:
    """Return a connection to the first address that answers. Raises TimeoutError."""
    for address in addresses:
        left = deadline - monotonic()
        if left <= 0:
            break
        connection = _connection(target, address, seconds=left)
        try:
            connection.connect()
        except (HTTPError, HTTPException, OSError):
            connection.close()
        else:
            return connection
    if monotonic() >= deadline:
        raise TimeoutError
    raise NotReached(_NOBODY)


def _connection(target: Target, address: str, *, seconds: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=seconds)
    return HTTPSConnection(
        address,
        target.port,
        timeout=seconds,
        server_hostname=target.host,
        ssl_context=ssl.create_default_context(),
    )


@contextmanager
def _hanging_up(connection: HTTPConnection, *, deadline: float) -> Iterator[None]:
    """Close the line at the deadline: a byte now and then resets every time-out."""
    line = connection.sock

    def hang_up() -> None:
        with suppress(OSError):
            # Of the plain socket: TLS state belongs to the thread that reads.
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = Timer(max(deadline - monotonic(), 0), hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _headers(target: Target, accept: Sequence[str]) -> dict[str, str]:
    return {
        "Host": target.host_header,
        "User-Agent": USER_AGENT,
        "Accept": ", ".join(accept),
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _read(
    answer: BaseHTTPResponse, target: Target, *, accept: Sequence[str]
) -> Fetched:
    if answer.status != 200:
        raise NotReached(f"The site says {answer.status} here: check the address.")
    content_type = answer.headers.get("Content-Type", "").partition(";")[0]
    content_type = content_type.strip().lower()
    if content_type not in accept:
        raise NotWanted(f"There is no {' or '.join(accept)} at this address.")
    if answer.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise NotWanted("The answer is packed in a way that was not asked for.")
    body = bytearray()
    while chunk := answer.read(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > MOST_BYTES or answer.tell() > MOST_BYTES:
            raise TooLarge("There is more than one megabyte: paste what matters.")
    return Fetched(url=target.url, content_type=content_type, body=bytes(body))
