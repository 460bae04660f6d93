"""The servers that are measured: one process and one thread each, on loopback."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from django.db import connection

from tests.benchmarks.processes import family
from tests.running import ROOT, database_url, free_port, granian, running

TIPG = ROOT / "var" / "bench" / "bin" / "python"
# Without a port: pgbench would read it as the name of a variable.
BASE_URL = "http://makerloom.example"


@dataclass(frozen=True)
class Place:
    """Where a server listens, and the name under which the database knows it."""

    name: str
    port: int
    application: str


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
    peers = "tests.benchmarks.peers"
    with ExitStack() as running:
        found = {
            name: running.enter_context(_django(name, database, module, ready))
            for name, module, ready in (
                ("makerloom", settings, "/api/conformance"),
                ("empty view", f"{peers}.empty_settings", "/api/unchanged"),
                ("drf-gis", f"{peers}.plain_settings", "/venues?in_bbox=0,0,0,0"),
            )
        }
        if TIPG.exists():
            found["tipg"] = running.enter_context(_tipg(database))
        yield found


@contextmanager
def _django(name: str, database: str, settings: str, ready: str) -> Iterator[Server]:
    port, application = free_port(), _application(name)
    command = granian(port, workers=1)
    more = {
        "DATABASE_URL": database_url(database, f"application_name={application}"),
        "DJANGO_SETTINGS_MODULE": settings,
        "PUBLIC_BASE_URL": BASE_URL,
        "SECRET_KEY": secrets.token_hex(),
        "API_LIMIT": "0",
        "PAGE_LIMIT": "0",
        "TEXT_SEARCH_LIMIT": "0",
        "DEBUG": "False",
    }
    with _served(Place(name, port, application), command, more, ready) as server:
        yield server


@contextmanager
def _tipg(database: str) -> Iterator[Server]:
    port, application = free_port(), _application("tipg")
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
    place = Place("tipg", port, application)
    with _served(place, command, more, "/healthz") as server:
        yield server


@contextmanager
def _served(
    place: Place, command: list[str], more: dict[str, str], ready: str
) -> Iterator[Server]:
    address = f"http://127.0.0.1:{place.port}{ready}"
    with running(command, more, ready=address) as process:
        yield Server(place, process)


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
