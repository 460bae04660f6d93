"""F17: a backup that is made while people use the site holds everything."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from psycopg.sql import SQL, Identifier

from tests.faults.load import load
from tests.faults.private_cluster import PrivateCluster
from tests.faults.visitor import Visitor
from tests.photos import picture

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_f17_a_backup_is_restored(site, cluster, population, media, figures, tmp_path):
    visitor = Visitor(site, dict(population.cookies))
    photos = f"/manage/{population.published}/photos/"
    form = visitor.form(photos, "photos") | {
        "author": "Fay",
        "licence": "CC-BY-4.0",
        "rights": "on",
    }
    sent = visitor.post(photos, form, (("photos", "a.jpg", picture(hue=17)),))
    assert sent[0] == 302
    with load(site, cluster, figures) as busy:
        busy.seconds_to_recover()
        cluster.back_up(tmp_path / "while-used")
        busy.seconds_to_recover()
    assert busy.failed == 0
    cluster.back_up(tmp_path / "database")
    cluster.restore(tmp_path / "database", "restored")
    cluster.restore(tmp_path / "while-used", "restored_too")
    assert hashes(cluster, "restored") == hashes(cluster, "site")
    assert reports(cluster, "restored_too") <= reports(cluster, "site")
    archive = ["tar", "--file", str(tmp_path / "media.tar")]
    (tmp_path / "photos").mkdir()
    subprocess.run([*archive, "--create", "-C", str(media), "."], check=True)
    subprocess.run([*archive, "--extract", "-C", str(tmp_path / "photos")], check=True)
    assert files_of(tmp_path / "photos") == files_of(media)
    assert files_of(media)


def hashes(cluster: PrivateCluster, database: str) -> dict[str, str]:
    """Return a hash of the rows of each table."""
    with cluster.connect(database) as client:
        tables = client.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        return {
            table: client.execute(
                SQL(
                    "SELECT coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '')"
                    " FROM {} t"
                ).format(Identifier(table))
            ).fetchone()[0]
            for (table,) in tables
        }


def reports(cluster: PrivateCluster, database: str) -> set[str]:
    """Return the numbers of the stored reports."""
    with cluster.connect(database) as client:
        rows = client.execute("SELECT number FROM stewardship_report").fetchall()
    return {number for (number,) in rows}


def files_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file by its path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
