"""The least that an answer can cost: its one statement, run by pgbench."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg import ClientCursor

from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.feature_pages import requested_page
from geoapp.discovery.search.feature_pages_sql import statement
from tests.benchmarks.servers import BASE_URL


def script_of(criteria: SearchCriteria) -> str:
    """Return the statement of a page with its values written in.

    Planned once, when it is prepared, for just these values: the best that a
    statement can have.
    """
    shape, values = requested_page(criteria, None, BASE_URL)
    text = statement(shape)
    connection.ensure_connection()
    bound: str = ClientCursor(connection.connection).mogrify(text, values)
    return bound.strip() + ";\n"


def pgbench(script: str, *, runs: int, warm_up: int) -> list[float]:
    """Return the seconds of each run of a script, on one kept connection."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "script.sql").write_text(script)
        command = [
            *("pgbench", "--protocol=prepared", "--no-vacuum", "--client=1"),
            *(f"--transactions={runs + warm_up}", "--file=script.sql"),
            *("--log", "--log-prefix=log", *_address()),
        ]
        done = subprocess.run(
            command, cwd=path, check=False, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        (log,) = path.glob("log.*")
        lines = log.read_text().splitlines()
    # client, number, microseconds, …
    return [int(line.split()[2]) / 1e6 for line in lines[warm_up:]]


def _address() -> list[str]:
    given: dict[str, Any] = connection.get_connection_params()
    options = {"host": "--host", "port": "--port", "user": "--username"}
    named = [f"{o}={given[name]}" for name, o in options.items() if given.get(name)]
    return [*named, str(connection.settings_dict["NAME"])]
