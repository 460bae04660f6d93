"""A site with a database of its own, which the faults may take away.

`./makerloom bench --faults` runs each fault several times and prints a table.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.databases import world
from tests.demo import load_demo
from tests.faults.figures import Figures
from tests.faults.private_cluster import PrivateCluster, private_cluster
from tests.running import free_port, granian, running

_RUNS = int(os.environ.get("MAKERLOOM_FAULT_RUNS", "1"))
_WRITTEN = os.environ.get("MAKERLOOM_FAULT_FIGURES", "")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each fault as often as the bench asks."""
    if "figures" in metafunc.fixturenames and _RUNS > 1:
        metafunc.parametrize("run", range(_RUNS))


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    """What this run of a fault does to the site; the module's name begins with it."""
    name = request.node.originalname.split("_")[1].upper()
    measured = Figures(fault=name)
    yield measured
    measured.passed = not request.node.stash.get(_FAILED, False)
    if _WRITTEN:
        with Path(_WRITTEN).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(measured)) + "\n")


_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Let `figures` know whether the test has passed."""
    report = yield
    if call.when == "call":
        item.stash[_FAILED] = report.failed
    return report


@pytest.fixture(scope="package")
def cluster(django_db_setup, django_db_blocker) -> Iterator[PrivateCluster]:
    """A PostgreSQL with the demo's places."""
    with (
        django_db_blocker.unblock(),
        world("demo", load_demo, shared=True),
        private_cluster(str(connection.settings_dict["NAME"])) as own,
    ):
        yield own


@contextmanager
def site_of(database: str, **more: str) -> Iterator[str]:
    """Serve a database as the launcher does; yield the address."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "DATABASE_URL": database,
        "PUBLIC_BASE_URL": base,
        "SECRET_KEY": settings.SECRET_KEY,
        "API_LIMIT": "0",
        "PAGE_LIMIT": "0",
        "TEXT_SEARCH_LIMIT": "0",
        "TRUSTED_PROXY": "True",
        "STATEMENT_TIMEOUT_MS": "3000",
        **more,
    }
    with running(granian(port, workers=2), environment, ready=f"{base}/livez"):
        yield base


@pytest.fixture(scope="package")
def site(cluster: PrivateCluster) -> Iterator[str]:
    """The address of a site on that PostgreSQL."""
    with site_of(cluster.url()) as address:
        yield address
