"""The servers that are measured: one process and one thread each, on loopback."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tests.benchmarks.client import BadAnswer, Connection
from tests.benchmarks.processes import family

ROOT = Path(__file__).resolve().parents[2]
TIPG = ROOT / "var" / "bench" / "bin" / "python"
# Without a port: pgbench would read it as the name of a variable.
BASE_URL = "http://makerloom.example"


@dataclass(frozen=True)
class Place:
    """Where a server listens, the name under which the database knows it, and what
    it answers as soon as it is there."""

    name: str
    port: int
    application: str
    ready: str


@dataclass(frozen=True)
class Server:
    """A running server."""

    place: Place
    process: subprocess.Popen[bytes]

    def pids(self) -> list[int]:
        """Return the processes of this server."""
        return family(self.process.pid)


@contextmanager
def servers(database: str) -> Iterator[dict[str, Server]]:
    """Run all of them on a database until the block ends; tipg if it is installed."""
    settings = "geoapp.config.settings"
    rivals = "tests.benchmarks.rivals"
    with ExitStack() as running:
        found = {
            name: running.enter_context(_django(name, database, module, ready))
            for name, module, ready in (
                ("makerloom", settings, "/api/conformance"),
                ("empty view", f"{rivals}.empty_settings", "/api/unchanged"),
                ("drf-gis", f"{rivals}.plain_settings", "/venues?in_bbox=0,0,0,0"),
            )
        }
        if TIPG.exists():
            found["tipg"] = running.enter_context(_tipg(database))
        yield found


@contextmanager
def _django(name: str, database: str, settings: str, ready: str) -> Iterator[Server]:
    port, application = _free_port(), _application(name)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
        *("--blocking-threads", "1", "--log-level", "warning"),
        # An idle thread ends, and its connection with it: each is asked in turn.
        *("--blocking-threads-idle-timeout", "600"),
        "geoapp.config.wsgi:application",
    ]
    more = {
        "DATABASE_URL": _address(database, application),
        "DJANGO_SETTINGS_MODULE": settings,
        "PUBLIC_BASE_URL": BASE_URL,
        "SECRET_KEY": secrets.token_hex(),
        "API_LIMIT": "0",
        "DEBUG": "False",
    }
    with _running(Place(name, port, application, ready), command, more) as server:
        yield server


@contextmanager
def _tipg(database: str) -> Iterator[Server]:
    port, application = _free_port(), _application("tipg")
    command = [
        *(str(TIPG), "-m", "uvicorn", "tipg.main:app", "--host", "127.0.0.1"),
        *("--port", str(port), "--log-level", "error", "--no-access-log"),
    ]
    more = {
        "DATABASE_URL": _uri(database, application),
        "TIPG_DB_TABLES": '["public.publishing_publishedvenue"]',
        "TIPG_DB_SPATIAL_EXTENT": "false",
        "TIPG_DB_DATETIME_EXTENT": "false",
        "TIPG_DB_EXCLUDE_FUNCTION_SCHEMAS": '["public", "pg_temp"]',
        "TIPG_CATALOG_TTL": "0",
        "DB_MAX_CONN_SIZE": "1",
        "DB_MAX_QUERIES": "1000000",
    }
    place = Place("tipg", port, application, "/healthz")
    with _running(place, command, more) as server:
        yield server


@contextmanager
def _running(
    place: Place, command: list[str], more: dict[str, str]
) -> Iterator[Server]:
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **more})
    server = Server(place, process)
    try:
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(server: Server) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.process.poll() is None:
        try:
            connected = Connection(server.place.port)
            connected.get(server.place.ready)
            connected.close()
        except (OSError, BadAnswer):
            time.sleep(0.1)
        else:
            return
    raise BadAnswer(f"{server.place.name} does not answer.")


def _address(database: str, application: str) -> str:
    given = re.fullmatch(r"(\w+://[^/]*/)[^?]*(.*)", os.environ["DATABASE_URL"])
    if given is None:
        raise ValueError("DATABASE_URL is no address of a database.")
    sign = "&" if given[2] else "?"
    return f"{given[1]}{database}{given[2]}{sign}application_name={application}"


def _uri(database: str, application: str) -> str:
    """Return the address as a URI with everything before the path."""
    params = connection.get_connection_params()
    given = {k: quote(str(v), safe="") for k, v in params.items() if v}
    password = f":{given['password']}" if "password" in given else ""
    port = f":{given['port']}" if "port" in given else ""
    place = f"{given.get('user', '')}{password}@{given.get('host', 'localhost')}{port}"
    return f"postgresql://{place}/{database}?application_name={application}"


def _application(name: str) -> str:
    return f"bench-{name.replace(' ', '-')}-{os.getpid()}"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
