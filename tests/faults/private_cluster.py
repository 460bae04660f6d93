"""A PostgreSQL cluster of a test's own, which it may stop, freeze and kill."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.db import connection

USER = "makerloom"
_PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class PrivateCluster:
    """A cluster in a folder; its programs run as the owner of the tests' own."""

    folder: Path
    programs: Path
    owner: int

    def url(self, database: str = "site") -> str:
        """Return the address of one of its databases."""
        return f"postgis://{USER}@/{database}?host={self.folder}"

    def connect(self, database: str = "site") -> psycopg.Connection:
        """Return a connection that commits each statement."""
        return psycopg.connect(
            host=str(self.folder), user=USER, dbname=database, autocommit=True
        )

    def start(self, *settings: str) -> None:
        """Start it, with more settings such as "max_connections=20".

        As the supervisor does, it tries again where that fails.
        """
        more = " ".join(f"-c {setting}" for setting in settings)
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off {more}"
        end = time.monotonic() + _PATIENCE_S
        while True:
            try:
                self._pg_ctl("-l", str(self.folder / "log"), "-o", options, "start")
            except subprocess.CalledProcessError:
                # What a killed one has left may still hold its memory.
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
            else:
                return

    def stop(self) -> None:
        """Stop it at once, as an administrator's restart does."""
        self._pg_ctl("-m", "fast", "stop")

    def freeze(self) -> None:
        """Stop every process of it where it is (SIGSTOP)."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let every process go on (SIGCONT)."""
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """Kill the first process (SIGKILL); the others end when they notice."""
        os.kill(self._processes()[0], signal.SIGKILL)

    def kill_a_backend(self) -> None:
        """Kill one connection's process: the others end too, and it recovers."""
        with self.connect() as client:
            row = client.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = 'site'"
                " AND pid <> pg_backend_pid() LIMIT 1"
            ).fetchone()
        if row is not None:
            os.kill(row[0], signal.SIGKILL)

    def end_connections(self) -> None:
        """End every other connection to the site's database."""
        with self.connect("postgres") as client:
            client.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = 'site'"
            )

    def back_up(self, file: Path) -> None:
        """Write the site's database to a file, as docs/operate.md says."""
        host = ("-h", str(self.folder), "-U", USER)
        dump = self.folder / "backup"
        self.run("pg_dump", *host, "--format=custom", f"--file={dump}", "site")
        file.write_bytes(dump.read_bytes())

    def restore(self, file: Path, database: str) -> None:
        """Fill a new database from such a file, which replaces one of its name."""
        host = ("-h", str(self.folder), "-U", USER)
        dump = self.folder / "backup"
        dump.write_bytes(file.read_bytes())
        self.run("dropdb", *host, "--if-exists", database)
        self.run("createdb", *host, database)
        self.run(
            "pg_restore",
            *host,
            *("--exit-on-error", "--single-transaction"),
            *("--no-owner", "--no-privileges", f"--dbname={database}"),
            str(dump),
        )

    def run(self, program: str, *words: str, **more: object) -> None:
        """Run one of PostgreSQL's programs as the owner."""
        command = [str(self.programs / program), *words]
        owner = {"user": self.owner} if os.getuid() == 0 else {}
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **owner,
            **more,
        )

    def _pg_ctl(self, *words: str) -> None:
        data = str(self.folder / "data")
        self.run("pg_ctl", "-D", data, "-w", "-t", str(_PATIENCE_S), *words)

    def _signal(self, number: int) -> None:
        for pid in self._processes():
            os.kill(pid, number)

    def _processes(self) -> list[int]:
        """Return the first process and its children."""
        first = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]


@contextmanager
def private_cluster(database: str) -> Iterator[PrivateCluster]:
    """Yield a running cluster whose database `site` is a copy of a test's database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('data_directory'), current_user,"
            " current_setting('unix_socket_directories')"
        )
        data_directory, user, host = cursor.fetchone()
    data, source = Path(data_directory), f"host={host} user={user} dbname={database}"
    first = (data / "postmaster.pid").read_text().split()[0]
    programs = Path(f"/proc/{first}/exe").readlink().parent
    with TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        cluster = PrivateCluster(Path(folder), programs, data.stat().st_uid)
        os.chown(folder, cluster.owner, -1)
        data_folder = str(cluster.folder / "data")
        cluster.run("initdb", "-D", data_folder, "-U", USER, "-A", "trust", "-N")
        cluster.start()
        try:
            _copy(source, cluster)
            yield cluster
        finally:
            cluster.stop()


def _copy(source: str, cluster: PrivateCluster) -> None:
    dump = cluster.folder / "dump"
    cluster.run("createdb", "-h", str(cluster.folder), "-U", USER, "site")
    cluster.run("pg_dump", "-Fc", "-f", str(dump), "-d", source)
    target = f"host={cluster.folder} user={USER} dbname=site"
    cluster.run("pg_restore", "--no-owner", "--no-acl", "-d", target, str(dump))
