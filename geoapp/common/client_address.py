"""The client address that rate limits and request limits share."""

import ipaddress


def client_address(remote: str, *, forwarded_for: str = "") -> str:
    """Return the client's IP address; for IPv6 its /64 network.

    `remote` is the peer of the connection. Pass `forwarded_for` only behind a trusted
    proxy: only its last entry counts, since clients can forge earlier ones. "unknown"
    if it is not an address.
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
