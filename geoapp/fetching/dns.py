"""Resolve host names once, within a time limit."""

import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer

# A hanging resolver blocks one of these threads, not the process; if all hang, the next
# lookup times out in the queue.
_LOOKUPS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="names")


def resolve(host: str, *, seconds: float) -> list[str]:
    """Return the host's IP addresses, in the system's order of preference.

    Raises OSError if there are none, and TimeoutError.
    """
    lookup = _LOOKUPS.submit(
        socket.getaddrinfo, host, None, type=socket.SOCK_STREAM, proto=0
    )
    try:
        addresses = lookup.result(timeout=seconds)
    except NoAnswer:
        lookup.cancel()
        raise TimeoutError(f"Resolving {host} timed out.") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in addresses))
