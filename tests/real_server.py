"""The site served by its real server beside a test, on the tests' database."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PROCESSES, THREADS = 2, 4  # as the launcher serves it


@contextmanager
def real_server() -> Iterator[str]:
    """Serve what is committed in the tests' database; yield the site's address.

    Nobody's requests are counted.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", str(PROCESSES)),
        *("--blocking-threads", str(THREADS), "--log-level", "warning"),
    ]
    environment = {
        **os.environ,
        "DATABASE_URL": _database_address(),
        "PUBLIC_BASE_URL": base,
        "SECRET_KEY": settings.SECRET_KEY,
        "API_LIMIT": "0",
    }
    server = subprocess.Popen(
        [*command, "geoapp.config.wsgi:application"], cwd=ROOT, env=environment
    )
    try:
        _wait_for(f"{base}/api/conformance", server)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)


def _database_address() -> str:
    """Return the given address with the tests' database in place of the real one."""
    given = re.fullmatch(r"(\w+://[^/]*/)[^?]*(.*)", os.environ["DATABASE_URL"])
    assert given
    return f"{given[1]}{connection.settings_dict['NAME']}{given[2]}"


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - ours
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("The server did not answer.")
