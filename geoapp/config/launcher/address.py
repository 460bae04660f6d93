"""Ports in use, and URLs that respond."""

import errno
import http.client
import os
import socket
import time
from collections.abc import Callable

from geoapp.config.launcher.project import refuse

_PATIENCE_S = 60.0


def refuse_a_used_port(port: int) -> None:
    """Raise Refusal if the port is in use."""
    if not 1 <= port <= 65535:
        refuse(f"The port must be a number from 1 to 65535, not {port}.")
    host = os.environ.get("HOST", "127.0.0.1")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            refuse(
                f"Only root can use port {port}. Choose a port of 1024 or higher:"
                " ./makerloom up --port 8000"
            )
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                refuse(f"Cannot listen on {host}: {error.strerror}.")
            refuse(
                f"Port {port} is already in use. Stop the other program, or choose"
                f" another port: ./makerloom up --port {_next(port)}"
            )


def _next(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def status_code(port: int, *, timeout_s: float = 5.0) -> int | None:
    """Return the status of `/readyz` of the site on this machine, or None."""
    host = os.environ.get("HOST", "127.0.0.1")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (a wildcard is no address to ask)
    connection = http.client.HTTPConnection(host, port, timeout=timeout_s)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def answers(port: int, *, alive: Callable[[], bool]) -> bool:
    """Wait until the site responds without a server error; False if it never does.

    Gives up after 60 s, or as soon as `alive` says that its process has ended.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline and alive():
        code = status_code(port)
        if code is not None:
            return code < http.client.INTERNAL_SERVER_ERROR
        time.sleep(0.05)
    return False
