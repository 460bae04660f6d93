"""Which URLs may be requested: rules for the URL and for the IP address behind it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, quote, urlsplit

import idna

from geoapp.common.errors import DomainError

PORTS = frozenset({80, 443})
_DEFAULT_PORT = {"http": 80, "https": 443}
_MAX_URL_LENGTH = 2000
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_-]+)+\Z")
# Browsers and resolvers parse such a last label as (part of) an IP number: 127.1,
# 0x7f000001, 2130706433.
_NUMBER = re.compile(r"(\d+|0x[0-9a-f]*)\Z")

# IPv6: global unicast only, without ranges that embed an IPv4 address or a protocol:
# Teredo and its neighbours, 6to4, documentation. NAT64 (64:ff9b::/96) and mapped
# addresses (::ffff:0:0/96) lie outside 2000::/3.
_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC = tuple(
    ip_network(text)
    for text in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
    )
)


class AddressRefused(DomainError):
    """The URL must not be requested; the message says which URLs are allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A parsed and validated web URL; `host` is ASCII without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """Return the URL as requested."""
        return f"{self.scheme}://{self.host_header}{self.path}"

    @property
    def host_header(self) -> str:
        """Return the Host header, with the port unless it is the default."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == _DEFAULT_PORT[self.scheme]
        return host if usual else f"{host}:{self.port}"


def target_of(url: str, *, ports: Collection[int] = PORTS) -> Target:
    """Return the parsed URL. Raises AddressRefused."""
    text = url.strip(" ")
    # urlsplit drops line ends and tabs, which other parsers may interpret.
    if (
        len(text) > _MAX_URL_LENGTH
        or not text.isprintable()
        or re.search(r"[\s\\]", text)
    ):
        raise AddressRefused(
            "This is not a valid URL. Check it for spaces and symbols."
        )
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise AddressRefused("This is not a valid URL. Check its host.") from None
    if parts.scheme not in _DEFAULT_PORT:
        raise AddressRefused("Enter a URL that starts with https:// or http://.")
    if "@" in parts.netloc:
        raise AddressRefused("Remove the user name and password from the URL.")
    port = _DEFAULT_PORT[parts.scheme] if port is None else port
    if port not in ports:
        raise AddressRefused("Only ports 80 and 443 are allowed.")
    host = _host_of(parts)
    return Target(scheme=parts.scheme, host=host, port=port, path=_path_of(parts))


def is_public(address: str) -> bool:
    """Return whether an IP address is a unicast address of the public internet.

    This is an allowlist: unknown ranges are not public.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        if parsed not in _UNICAST or parsed.scope_id is not None:
            return False
    elif parsed.is_reserved:
        return False
    inside = any(parsed in net for net in _NOT_PUBLIC if net.version == parsed.version)
    return parsed.is_global and not parsed.is_multicast and not inside


def _host_of(parts: SplitResult) -> str:
    name = parts.hostname or ""
    if "[" in parts.netloc:
        return _literal(IPv6Address, name)
    try:
        # As in browsers: full-width digits and dots become ASCII.
        host = idna.encode(name, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        host = name.lower() if name.isascii() else ""
    host = host.removesuffix(".")
    if _NUMBER.match(host.rpartition(".")[2]):
        return _literal(IPv4Address, host)
    if not _HOST.match(host) or len(host) > 253:
        raise AddressRefused("This is not a valid host name. Check the URL.")
    return host


def _literal(kind: type[IPv4Address] | type[IPv6Address], text: str) -> str:
    try:
        address = kind(text)
    except AddressValueError:
        raise AddressRefused("Enter the name of the site, not a number.") from None
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        raise AddressRefused("Remove the zone from the IPv6 address.")
    return str(address)


def _path_of(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    return f"{path}?{query}" if query else path
