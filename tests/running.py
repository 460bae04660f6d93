"""The site, or another, run by its real server on a port of this machine."""

import fcntl
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PATIENCE_S = 60
# As on an operator's machine, whatever is set where tests run: without it, each process
# translates the sources for five seconds.
BYTECODE = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(ROOT / "var" / "bytecode"),
}


class DidNotStart(Exception):
    """A server ended, or did not answer in time."""


@cache
def collect_static_files() -> None:
    """Collect what pages refer to, as `./makerloom up` does; once for each run.

    All processes of a run serve the same folder: while one fills it, the others wait,
    and nobody empties it under a server that has begun.
    """
    words = ["collectstatic", "--no-input", "--clear", "--verbosity", "0"]
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    note = ROOT / "var" / "tests" / "static.run"
    note.parent.mkdir(parents=True, exist_ok=True)
    with note.open("a+", encoding="utf-8") as noted:
        fcntl.flock(noted, fcntl.LOCK_EX)
        noted.seek(0)
        if run and noted.read() == run:
            return
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True)
        noted.truncate(0)
        noted.write(run)


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def granian(port: int, *, workers: int) -> list[str]:
    """Return the command that serves the site as `./makerloom serve` does."""
    words = ("--port", str(port), "--workers", str(workers))
    return [sys.executable, "-m", "geoapp.config.server", *words]


def database_url(name: str, query: str = "") -> str:
    """Return the address of another database of the same server and user."""
    given = re.fullmatch(r"(\w+://[^/]*/)[^?]*(.*)", os.environ["DATABASE_URL"])
    if given is None:
        raise ValueError("DATABASE_URL is no address of a database.")
    sign = "&" if given[2] else "?"
    return f"{given[1]}{name}{given[2]}{sign + query if query else ''}"


@contextmanager
def running(
    command: list[str], environment: Mapping[str, str], *, ready: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; `ready` is an address that it answers.

    Raises DidNotStart.
    """
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **BYTECODE, **environment}
    )
    try:
        _wait_for(ready, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - ours
                return
        except urllib.error.HTTPError:  # 304 is one for this library: it answers
            return
        except OSError:
            time.sleep(0.1)
    raise DidNotStart(address)
