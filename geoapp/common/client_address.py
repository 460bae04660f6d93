"""The client address that rate limits and request limits share."""

import ipaddress


def client_address(remote: str, *, forwarded_for: str = "") -> str:
    """Return a client's address: of IPv6 the network of 64 bits that one has.

    `remote` is the peer of the connection. `forwarded_for` is the header
    X-Forwarded-For where a trusted proxy wrote its last entry, and "" elsewhere:
    everything before that entry anybody can make up. "unknown" is what is no address.
    """
    text = forwarded_for.rsplit(",", 1)[-1].strip() or remote
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped or ipaddress.ip_network(f"{address}/64", strict=False))
