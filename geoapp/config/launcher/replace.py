"""New processes for a running site, one after the other, while it is used."""

import os
import signal
import time
from contextlib import suppress

from geoapp.config.launcher import processes
from geoapp.config.launcher.processes import Running
from geoapp.config.launcher.project import Project, print_line, refuse

# Longer than each of two processes may take to load and to end (config/server.py).
_PATIENCE_S = 300.0
# While it replaces, a server has one process more than usual; between two of them it
# has not for some milliseconds.
_IDLE_S = 10.0


def replace_processes(project: Project) -> None:
    """Replace server and worker; return when the server's new processes serve.

    Raises Refusal if the site does not run, or if a new process does not start: then
    the one before goes on.
    """
    server = processes.noted(project.run, "server")
    worker = processes.noted(project.run, "worker")
    if server is None or processes.noted(project.run, "supervisor") is None:
        refuse("Makerloom is not running. Start it with ./makerloom up.")
    print_line("Replacing the processes (up to half a minute) …")
    started_at = time.time()  # code that changes from now on may not be what runs
    earlier = processes.children(server)
    os.kill(server.pid, signal.SIGHUP)
    _wait_for_the_end(server, earlier)
    if worker is not None:
        # It finishes its jobs; the supervisor starts the next one. Not earlier: code
        # that does not start would leave the site without a worker.
        processes.note_replacement(project.run, "worker")
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGTERM)
    os.utime(project.run / "supervisor.pid", (started_at, started_at))
    print_line("The new processes are running.")


def _wait_for_the_end(server: Running, earlier: set[int]) -> None:
    """Return when none of the earlier processes runs; raise Refusal if one goes on."""
    deadline = time.monotonic() + _PATIENCE_S
    idle_until = time.monotonic() + _IDLE_S
    fresh: set[int] = set()
    while True:
        running = processes.children(server)
        if running and not earlier & running:
            return
        if len(running) > len(earlier):
            idle_until = time.monotonic() + _IDLE_S
        # One that ends as soon as it begins may never be noticed; then nothing happens.
        has_ended = not fresh <= running or time.monotonic() > idle_until
        if has_ended or time.monotonic() > deadline:
            refuse(
                "A new process did not start, so the one before goes on. See"
                " var/log/site.log."
            )
        fresh = running - earlier
        time.sleep(0.1)
