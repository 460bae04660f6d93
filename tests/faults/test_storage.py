"""F6: a disk is full: that of the photos, of uploads that arrive, of the database."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.faults.conftest import site_of
from tests.faults.load import load, status, until
from tests.faults.private_cluster import PrivateCluster
from tests.faults.visitor import Visitor
from tests.photos import picture

pytestmark = [pytest.mark.django_db, pytest.mark.long]
_NO_SPACE = 507
_PHOTO = 4_000_000  # more than Django keeps in memory
_numbers = count(1)


def test_f6_a_disk_is_full(cluster, population, figures, tmp_path):
    folder = cluster.folder / f"small{next(_numbers)}"
    with (
        small_disk(tmp_path / "media") as photos,
        small_disk(tmp_path / "arriving") as arriving,
        small_disk(folder, owner=cluster.owner) as rows,
        site_of(cluster.url(), MEDIA_ROOT=str(photos), TMPDIR=str(arriving)) as served,
        reports_on(cluster, rows),
    ):
        site, _process = served
        with load(site, cluster, figures) as busy:
            for disk, left in ((photos, 0), (arriving, 0), (arriving, _PHOTO)):
                photo_while_full(site, cluster, population, disk, left)
                figures.sent += 2
        assert busy.failed == 0
        with load(site, cluster, figures) as busy:
            with filled(rows):
                until(lambda: busy.statuses[503] > 5)
                assert status(site, "/") == status(site, "/readyz") == 200
            figures.recovery_s = busy.seconds_to_recover()


def photo_while_full(
    site: str, cluster: PrivateCluster, population, disk: Path, left: int
) -> None:
    """Upload a photo to no avail, and again when there is space.

    With `left` bytes the photo arrives, and there is no space for another copy of it.
    """
    person = Visitor(site, dict(population.cookies))
    path = f"/manage/{population.draft}/photos/"
    author = f"Fay {next(_numbers)}"
    entered = {"author": author, "licence": "CC-BY-4.0", "rights": "on"}
    values = person.form(path, "photos") | entered
    photo = picture(width=400 + next(_numbers)) + bytes(_PHOTO - 200_000)
    files = (("photos", "a.jpg", photo),)
    until(lambda: used(disk) == 0)  # an upload before has left it
    with filled(disk, left=left):
        answer, text, _to = person.post(path, values, files)
        assert answer == _NO_SPACE
        assert "space" in text
        assert photos_of(cluster, author) == 0
        until(lambda: used(disk) == in_blocks(disk / "filler"))
    assert person.post(path, values, files)[0] == 302
    assert photos_of(cluster, author) == 1
    with cluster.connect() as database:  # a place has room for a few
        database.execute("DELETE FROM venues_photo WHERE author = %s", [author])


def photos_of(cluster: PrivateCluster, author: str) -> int:
    """Return how many photos somebody has taken."""
    with cluster.connect() as database:
        statement = "SELECT count(*) FROM venues_photo WHERE author = %s"
        return int(database.execute(statement, [author]).fetchone()[0])


def in_blocks(file: Path) -> int:
    """Return the bytes that a file takes of its disk."""
    size, block = file.stat().st_size, os.statvfs(file).f_frsize
    return -(-size // block) * block


def used(disk: Path) -> int:
    """Return the bytes in use, by deleted files that are still open as well."""
    space = os.statvfs(disk)
    return (space.f_blocks - space.f_bfree) * space.f_frsize


@contextmanager
def small_disk(folder: Path, *, owner: int = 0) -> Iterator[Path]:
    """Mount a disk of 16 MB."""
    folder.mkdir()
    options = f"size=16m,mode=0700,uid={owner}"
    mount = ["/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.getuid() or subprocess.call(mount):
        pytest.skip("only root can make a disk that fills up")
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", str(folder)], check=True)
        folder.rmdir()


@contextmanager
def filled(disk: Path, *, left: int = 0) -> Iterator[None]:
    """Leave so many bytes of a disk free until the block ends."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    filler.write_bytes(bytes(free.f_bavail * free.f_frsize - left))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def reports_on(cluster: PrivateCluster, disk: Path) -> Iterator[None]:
    """Keep the reports that people send on a disk of their own."""
    folder = disk / "tables"
    folder.mkdir()
    os.chown(folder, cluster.owner, -1)
    with cluster.connect() as database:
        database.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
    try:
        move_reports(cluster, "small")
        yield
    finally:
        move_reports(cluster, "pg_default")
        with cluster.connect() as database:
            database.execute("DROP TABLESPACE small")


def move_reports(cluster: PrivateCluster, place: str) -> None:
    """Move the table of the reports, and its indexes, to a tablespace."""
    with cluster.connect() as database:
        database.execute(f"ALTER TABLE stewardship_report SET TABLESPACE {place}")
        names = database.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'stewardship_report'"
        ).fetchall()
        for (name,) in names:
            database.execute(f"ALTER INDEX {name} SET TABLESPACE {place}")
