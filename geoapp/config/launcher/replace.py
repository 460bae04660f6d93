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


def replace_processes(project: Project) -> None:
    """Replace server and worker; return when the server's new processes serve.

    Raises Refusal if the site does not run, or if a new process does not start: then
    the one before goes on.
    """
    server = processes.noted(project.run, "server")
    worker = processes.noted(project.run, "worker")
    if server is None or processes.noted(project.run, "supervisor") is None:
        refuse("Makerloom is not running. Start it with ./makerloom up.")
    print_line("Replacing the processes …")
    before = processes.children(server)
    os.kill(server.pid, signal.SIGHUP)
    _wait_for_the_end(server, before)
    if worker is not None:
        # It finishes its jobs; the supervisor starts the next one. Not earlier: code
        # that does not start would leave the site without a worker.
        processes.note_replacement(project.run, "worker")
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGTERM)
    os.utime(project.run / "supervisor.pid")  # from now on, this is what runs
    print_line("The new processes are running.")


def _wait_for_the_end(server: Running, before: set[int]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    new: set[int] = set()
    while True:
        now = processes.children(server)
        has_failed = not new <= now or time.monotonic() > deadline
        if has_failed:
            refuse(
                "A new process did not start, so the one before goes on. See"
                " var/log/site.log."
            )
        if not before & now:
            return
        new = now - before
        time.sleep(0.1)
