"""F15: the table of the venues is changed while the site is used."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

from tests.faults.load import load, status, until
from tests.faults.private_cluster import PrivateCluster
from tests.running import BYTECODE, ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.long]
_VENUES = 100_000
_ATTEMPTS = 3
_COPIES = """
INSERT INTO venues_venue SELECT copy.* FROM
    (SELECT venue FROM venues_venue AS venue LIMIT 1) AS one,
    generate_series(1, %s) AS number,
    jsonb_populate_record(one.venue, jsonb_build_object('id', gen_random_uuid(),
        'slug', 'copy-' || number, 'publication', 'draft')) AS copy
"""


def test_f15_the_database_is_migrated(site, cluster, figures):
    before = given_up(cluster)
    with many_venues(cluster), load(site, cluster, figures) as busy:
        with reading_for_long(cluster):
            migration = subprocess.Popen(**migrate(cluster, "late"))
            until(lambda: given_up(cluster) >= before + _ATTEMPTS)
            assert migration.poll() is None
        assert migration.wait(timeout=60) == 0
        figures.recovery_s = busy.seconds_to_recover()
        assert columns(cluster) == 1
        subprocess.run(**migrate(cluster, "late", "zero"), check=True)
        busy.seconds_to_recover()
        assert columns(cluster) == 0
        assert status(site, "/readyz") == 200
    assert busy.failed == 0


def migrate(cluster: PrivateCluster, *words: str) -> dict:
    """Return how the command is run that adds a column and an index, or drops them."""
    environment = {
        **os.environ,
        "DATABASE_URL": cluster.url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "tests.faults.late.settings",
        **BYTECODE,
    }
    command = [sys.executable, "manage.py", "migrate", *words]
    return {"args": command, "cwd": ROOT, "env": environment}


def given_up(cluster: PrivateCluster) -> int:
    """Return how many statements have given up waiting for a lock."""
    text = (cluster.folder / "log").read_text(errors="replace")
    return text.count("canceling statement due to lock timeout")


def columns(cluster: PrivateCluster) -> int:
    """Return how many columns the migration has added."""
    with cluster.connect() as database:
        row = database.execute(
            "SELECT count(*) FROM information_schema.columns"
            " WHERE table_name = 'venues_venue' AND column_name = 'later'"
        )
        return int(row.fetchone()[0])


@contextmanager
def reading_for_long(cluster: PrivateCluster) -> Iterator[None]:
    """Read the table in a transaction that lasts as long as the block."""
    with cluster.connect() as database, database.transaction():
        database.execute("SELECT count(*) FROM venues_venue")
        yield


@contextmanager
def many_venues(cluster: PrivateCluster) -> Iterator[None]:
    """Add so many venues; their histories do not matter here."""
    with cluster.connect() as database:
        database.execute("SET session_replication_role = replica")
        database.execute(_COPIES, [_VENUES])
        try:
            yield
        finally:
            database.execute("DELETE FROM venues_venue WHERE slug LIKE 'copy-%'")
