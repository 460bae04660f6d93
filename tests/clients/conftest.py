"""The API served by its real server against 5,000 generated venues."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.databases import world
from tests.many_venues import fill
from tests.running import ROOT, database_url, free_port, granian, running

VENUES = 5_000
# Programs that bring their own Python live beside ours; the launcher makes it.
OTHERS = ROOT / "var" / "clients" / "bin"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs other programs."""
    folder = str(Path(__file__).parent) + os.sep
    for item in items:
        if str(item.path).startswith(folder):
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
    with django_db_blocker.unblock(), world("many", lambda: fill(VENUES)):
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        environment = {
            "DATABASE_URL": database_url(connection.settings_dict["NAME"]),
            "PUBLIC_BASE_URL": base,
            "SECRET_KEY": settings.SECRET_KEY,
            "API_LIMIT": "0",
            "PAGE_LIMIT": "0",
            "TEXT_SEARCH_LIMIT": "0",
        }
        command = granian(port, workers=2)
        with running(command, environment, ready=f"{base}/api/conformance"):
            yield f"{base}/api"
