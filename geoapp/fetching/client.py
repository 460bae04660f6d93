"""Fetch a user's URL without being redirected into private networks.

T9 (docs/security.md). A name is resolved once, and the connection goes to exactly the
address that was checked, which defeats DNS rebinding. Nothing is read from the
environment (proxies) and nothing is stored (cookies).
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
from geoapp.common.turns import waiting
from geoapp.fetching.allowed_addresses import (
    PORTS,
    AddressRefused,
    Target,
    is_public,
    target_of,
)
from geoapp.fetching.dns import resolve

SECONDS = 5.0
MAX_BYTES = 1_000_000
MAX_REDIRECTS = 3
USER_AGENT = "Makerloom (fetches what an organizer asked for)"
_MAX_ADDRESSES = 4
_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})


class NotReached(DomainError):
    """The host cannot be reached, or does not respond with valid HTTP."""


class TooSlow(DomainError):
    """The response took longer than the time limit."""


class TooLarge(DomainError):
    """The response exceeds the size limit."""


class UnexpectedMediaType(DomainError):
    """The response has another media type than requested."""


class Resolver(Protocol):
    """Resolves a host to IP addresses. Raises OSError and TimeoutError."""

    def __call__(self, host: str, *, seconds: float) -> Sequence[str]:
        """Return the addresses, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionPolicy:
    """Which connections are allowed: resolver, address check, ports and time limit."""

    resolver: Resolver = resolve
    allows: Callable[[str], bool] = is_public
    ports: Collection[int] = PORTS
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """The content of a URL; `url` is the last one after redirects."""

    url: str
    content_type: str
    body: bytes


OPEN_WEB = ConnectionPolicy()


def fetch(
    url: str, *, accept: Sequence[str], policy: ConnectionPolicy = OPEN_WEB
) -> FetchedPage:
    """Return the result of a GET of `url`; `accept` are media types, best first.

    At most five seconds and a million bytes (decompressed), redirects included. Raises
    AddressRefused, NotReached, TooSlow, TooLarge and UnexpectedMediaType; each message
    says what to do.
    """
    with waiting():
        return _fetch(url, accept=accept, policy=policy)


def _fetch(url: str, *, accept: Sequence[str], policy: ConnectionPolicy) -> FetchedPage:
    deadline = monotonic() + policy.seconds
    target = target_of(url, ports=policy.ports)
    for _step in range(MAX_REDIRECTS + 1):
        with _response(
            target, accept=accept, policy=policy, deadline=deadline
        ) as answer:
            if answer.status not in _REDIRECTS:
                return _read(answer, target, accept=accept)
            location = answer.headers.get("Location", "")
        target = target_of(urljoin(target.url, location), ports=policy.ports)
    raise NotReached("This URL redirects too often. Enter the one it ends at.")


@contextmanager
def _response(
    target: Target, *, accept: Sequence[str], policy: ConnectionPolicy, deadline: float
) -> Iterator[BaseHTTPResponse]:
    """Send one request to a checked address, and disconnect at the deadline."""
    addresses = _addresses(target, policy=policy, deadline=deadline)
    try:
        connection = _connected(target, addresses, deadline=deadline)
    except TimeoutError:
        raise TooSlow(_SLOW) from None
    with _closing_at_deadline(connection, deadline=deadline):
        try:
            connection.request(
                "GET",
                target.path,
                headers=_headers(target, accept),
                preload_content=False,
                decode_content=True,
            )
            answer = connection.getresponse()
            _check_time(deadline)  # truncated headers may look complete
            yield answer
        except (HTTPError, HTTPException, OSError, ValueError):
            _check_time(deadline)
            raise NotReached(_UNREACHABLE) from None
        _check_time(deadline)


def _check_time(deadline: float) -> None:
    if monotonic() >= deadline:
        raise TooSlow(_SLOW)


_SLOW = "The site took too long to respond. Try again later, or paste the text."
_UNREACHABLE = "Could not reach this URL. Check it, or paste the text instead."


def _addresses(
    target: Target, *, policy: ConnectionPolicy, deadline: float
) -> list[str]:
    """Return the IP addresses of the target, if all of them are allowed."""
    try:
        addresses = policy.resolver(
            target.host, seconds=max(deadline - monotonic(), 0.01)
        )
    except TimeoutError:
        raise TooSlow(_SLOW) from None
    except (OSError, UnicodeError):
        raise NotReached("This host does not exist. Check the URL.") from None
    # A name with even one private address is not trusted.
    if not addresses or not all(policy.allows(address) for address in addresses):
        raise AddressRefused("This URL is not on the public internet.")
    return list(addresses)[:_MAX_ADDRESSES]


def _connected(
    target: Target, addresses: Sequence[str], *, deadline: float
) -> HTTPConnection:
    """Return a connection to the first address that accepts it. Raises TimeoutError."""
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
    raise NotReached(_UNREACHABLE)


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
def _closing_at_deadline(
    connection: HTTPConnection, *, deadline: float
) -> Iterator[None]:
    """Close the socket at the deadline: slow trickles reset every other timeout."""
    line = connection.sock

    def hang_up() -> None:
        with suppress(OSError):
            # On the plain socket: the TLS state belongs to the reading thread.
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
) -> FetchedPage:
    if answer.status != 200:
        raise NotReached(f"The site responded with {answer.status}. Check the URL.")
    content_type = answer.headers.get("Content-Type", "").partition(";")[0]
    content_type = content_type.strip().lower()
    if content_type not in accept:
        raise UnexpectedMediaType(f"This URL does not return {' or '.join(accept)}.")
    if answer.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise UnexpectedMediaType("The response uses an unsupported compression.")
    body = bytearray()
    while chunk := answer.read(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > MAX_BYTES or answer.tell() > MAX_BYTES:
            raise TooLarge("The page is larger than 1 MB. Paste the part you need.")
    return FetchedPage(url=target.url, content_type=content_type, body=bytes(body))
