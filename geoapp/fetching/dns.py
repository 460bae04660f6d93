"""Names of hosts to IP addresses, asked once and never longer than the time left."""

import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer

# A resolver that hangs holds one of these and not the process; when all hang, the
# next question runs out of its time in the queue.
_ASKING = ThreadPoolExecutor(max_workers=8, thread_name_prefix="names")


def resolve(host: str, *, seconds: float) -> list[str]:
    """Return the host's IP addresses, in the system's order of preference.

    Raises OSError where there are none, and TimeoutError.
    """
    lookup = _ASKING.submit(
        socket.getaddrinfo, host, None, type=socket.SOCK_STREAM, proto=0
    )
    try:
        addresses = lookup.result(timeout=seconds)
    except NoAnswer:
        lookup.cancel()
        raise TimeoutError(f"No answer about {host} in time.") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in addresses))
