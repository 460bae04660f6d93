"""The API served by its real server against 5,000 generated venues."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.many_venues import empty, fill

VENUES = 5_000
ROOT = Path(__file__).resolve().parents[2]
# Programs that bring their own Python live beside ours; the launcher makes it.
OTHERS = ROOT / "var" / "clients" / "bin"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs other programs."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.clients)
            # Without it pytest-django makes no test database, and serves the real one.
            item.add_marker(pytest.mark.django_db)


def program(name: str) -> str:
    """Return the program's path, or skip: `./makerloom test --clients` installs it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed; ./makerloom test --clients does it")
    return found


def others_python() -> str:
    """Return the Python that has the packages of requirements.txt beside, or skip."""
    python = OTHERS / "python"
    if not python.exists():
        pytest.skip("var/clients is not there; ./makerloom test --clients makes it")
    return str(python)


@pytest.fixture(scope="session")
def api(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The root of a running API."""
    with django_db_blocker.unblock():
        empty()
        fill(VENUES)
        database = connection.settings_dict
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    # The same server and user, and the tests' database.
    given = re.fullmatch(r"(\w+://[^/]*/)[^?]*(.*)", os.environ["DATABASE_URL"])
    assert given
    address = f"{given[1]}{database['NAME']}{given[2]}"
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "2"),
        *("--blocking-threads", "4", "--log-level", "warning"),
    ]
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "PUBLIC_BASE_URL": base,
        "SECRET_KEY": settings.SECRET_KEY,
        "API_LIMIT": "0",
    }
    server = subprocess.Popen(
        [*command, "geoapp.config.wsgi:application"], cwd=ROOT, env=environment
    )
    try:
        _wait_for(f"{base}/api/conformance", server)
        yield f"{base}/api"
    finally:
        server.terminate()
        server.wait(timeout=20)
        with django_db_blocker.unblock():
            empty()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - ours
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("The server did not answer.")
