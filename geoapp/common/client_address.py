"""The client address that rate limits and request limits share."""

import ipaddress
from collections.abc import Mapping
from typing import Any


def client_address(environ: Mapping[str, Any], *, behind_proxy: bool) -> str:
    """Return the IP address of a request's client; for IPv6 its /64 network.

    `environ` is WSGI's, which is also `request.META`. `behind_proxy` says that a trusted
    proxy adds the client to X-Forwarded-For: only its last entry counts, since clients
    can forge earlier ones. "unknown" if it is not an address.
    """
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "") if behind_proxy else ""
    text = str(forwarded).rsplit(",", 1)[-1].strip() or environ.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(str(text))
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped or ipaddress.ip_network(f"{address}/64", strict=False))
