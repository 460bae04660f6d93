"""Real processes that are killed in every order run again, and end with the site."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from geoapp.config.launcher import processes
from tests.running import ROOT

pytestmark = pytest.mark.long
NAMES = ("server", "worker", "database")
_PATIENCE_S = 60

SITE = """
import sys
from pathlib import Path
from geoapp.config.launcher.project import Project
from geoapp.config.launcher.supervisor import (
    Child, Cluster, Supervisor, stop_at_signals)

folder = Path(sys.argv[1])
sleeper = [sys.executable, "-c", "import signal; signal.pause()"]
children = [Child(name, sleeper, {}) for name in ("server", "worker")]
start = [sys.executable, str(folder / "start.py"), str(folder)]
Supervisor(
    Project(root=folder), children, port=8000, cluster=Cluster(folder, start)
).run(stop_at_signals())
"""
# Leaves a process behind that listens at the database's socket.
START = """
import os, signal, socket, sys
folder = sys.argv[1]
path = os.path.join(folder, ".s.PGSQL.5432")
if os.path.exists(path):
    os.unlink(path)
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen()
child = os.fork()
if child:
    with open(os.path.join(folder, "database.new"), "w") as file:
        file.write(str(child))
    os.replace(file.name, os.path.join(folder, "database.pid"))
    os._exit(0)
signal.pause()
"""


def pid_of(folder: Path, name: str) -> int:
    """Return the number of a process that runs, 0 if it does not."""
    if name == "database":
        path = folder / "database.pid"
        pid = int(path.read_text()) if path.exists() else 0
        return pid if pid and processes.born(pid) else 0
    running = processes.noted(folder / "var" / "run", name)
    return running.pid if running else 0


def replaced(folder: Path, killed: dict[str, int]) -> dict[str, int]:
    """Wait until other processes run than these; return them all."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        pids = {name: pid_of(folder, name) for name in NAMES}
        if all(pids.values()) and not set(pids.values()) & set(killed.values()):
            return pids
        time.sleep(0.05)
    raise AssertionError(pids)


@pytest.fixture
def site(tmp_path) -> Iterator[subprocess.Popen[bytes]]:
    (tmp_path / "start.py").write_text(START)
    process = subprocess.Popen([sys.executable, "-c", SITE, str(tmp_path)], cwd=ROOT)
    yield process
    process.kill()
    process.wait()
    if database := pid_of(tmp_path, "database"):
        os.kill(database, signal.SIGKILL)


def test_whatever_is_killed_in_any_order_runs_again(site, tmp_path):
    pids = replaced(tmp_path, {})
    for order in itertools.permutations(NAMES):
        for name in order:
            os.kill(pids[name], signal.SIGKILL)
        pids = replaced(tmp_path, pids)
    assert site.poll() is None
    recorded = json.loads((tmp_path / "var" / "run" / "server.pid").read_text())
    assert recorded["ends"] == 6
    site.terminate()
    assert site.wait(30) == 0
    assert not pid_of(tmp_path, "server")
    assert not pid_of(tmp_path, "worker")
