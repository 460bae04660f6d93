"""A site with a database of its own, which the faults may take away.

`./makerloom bench --faults` runs each fault several times and prints a table.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from geoapp.venues.actions.change_publication import publish_venue
from tests.databases import world
from tests.demo import load_demo
from tests.faults.private_cluster import PrivateCluster, private_cluster
from tests.faults.runs import (  # noqa: F401 - pytest looks for them here
    figures,
    pytest_generate_tests,
    pytest_runtest_makereport,
)
from tests.people import accepted_before, draft_of, member, named
from tests.running import collect_static_files, free_port, granian, running


@dataclass(frozen=True, kw_only=True)
class Population:
    """Somebody with accepted submissions, signed in, and two places of theirs."""

    cookies: dict[str, str]
    published: str
    draft: str


def populate() -> Population:
    """Make the person and the places."""
    person = named(member("faults"), "Fay Ault")
    accepted_before(person, 3)
    client = Client()
    client.force_login(person)
    published, draft = draft_of(person, "Ault Works"), draft_of(person, "Ault Shed")
    publish_venue(venue_id=published.pk)
    return Population(
        cookies={name: morsel.value for name, morsel in client.cookies.items()},
        published=str(published.pk),
        draft=str(draft.pk),
    )


@pytest.fixture(scope="package")
def population(django_db_setup, django_db_blocker) -> Iterator[Population]:
    """The demo's places, in the database that Django's models read, and a person."""
    with django_db_blocker.unblock(), world("demo", load_demo):
        yield populate()


@pytest.fixture(scope="package")
def cluster(population: Population) -> Iterator[PrivateCluster]:
    """A PostgreSQL with a copy of that database."""
    with private_cluster(str(connection.settings_dict["NAME"])) as own:
        yield own


@contextmanager
def site_of(
    database: str, **more: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a database as the launcher does; yield the address and the process."""
    collect_static_files()
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
    with running(
        granian(port, workers=2), environment, ready=f"{base}/livez"
    ) as process:
        yield base, process


@pytest.fixture(scope="package")
def media(tmp_path_factory) -> Path:
    """The folder of the site's photos."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="package")
def site_process(cluster, media: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a site on that PostgreSQL, and the first of its processes."""
    with site_of(cluster.url(), MEDIA_ROOT=str(media)) as served:
        yield served


@pytest.fixture(scope="package")
def site(site_process) -> str:
    """The address of that site."""
    return site_process[0]
