"""What is running; the part that needs no database."""

import http.client
import os
import subprocess

from geoapp.config.launcher import processes
from geoapp.config.launcher.address import status_code
from geoapp.config.launcher.configure import public_base_url
from geoapp.config.launcher.project import Project, print_line
from geoapp.config.launcher.supervisor import PROVEN_S


def status(project: Project) -> int:
    """Print the state of server, worker and database; return 0 if all is well.

    MAKERLOOM_DATABASE, set by the launcher, says why the database cannot be read.
    """
    server = processes.noted(project.run, "server")
    code = status_code(server.port) if server else None
    is_well = code is not None and code < http.client.INTERNAL_SERVER_ERROR
    print_line(f"server    {_server_in_words(project, code=code)}")
    if server:
        print_line(f"address   {public_base_url(project, port=server.port)}/")
    worker = processes.noted(project.run, "worker")
    print_line(f"worker    {_worker_in_words(project)}")
    is_supervised = processes.noted(project.run, "supervisor") is not None
    if (server or worker) and not is_supervised:
        print_line(
            "launcher  not running, so nothing restarts what stops (run ./makerloom up)"
        )
    is_stable = not any(
        running.ends for running in (server, worker) if running is not None
    )
    if not is_stable:
        print_line(
            "settling  not proven after a restart, so the exit status is 1 until"
            f" {PROVEN_S:g} s have passed without another"
        )
    asleep = os.environ.get("MAKERLOOM_DATABASE")
    if asleep:
        print_line(f"database  {asleep}")
        return 1
    site = subprocess.call(
        project.manage("site_status"), cwd=project.root, env=project.environment()
    )
    all_well = is_well and worker and is_supervised and is_stable and site == 0
    return 0 if all_well else 1


def _server_in_words(project: Project, *, code: int | None) -> str:
    if processes.noted(project.run, "server") is None:
        return _restarting(project, "server") or "not running (run ./makerloom up)"
    if code is None:
        return "running but not responding (see var/log/site.log)"
    if code >= http.client.INTERNAL_SERVER_ERROR:
        return f"running but returns an error ({code})"
    return f"running{_restarted(project, 'server')}"


def _worker_in_words(project: Project) -> str:
    worker = processes.noted(project.run, "worker")
    if worker is None:
        return _restarting(project, "worker") or "not running"
    return f"running, process {worker.pid}{_restarted(project, 'worker')}"


def _restarted(project: Project, name: str) -> str:
    """Return how often a process that runs has just ended, "" if it has not."""
    process = processes.noted(project.run, name)
    return (
        f", restarted after {_times(process.ends)}" if process and process.ends else ""
    )


def _restarting(project: Project, name: str) -> str:
    """Return that a process keeps ending, "" if it does not or nobody restarts it."""
    process = processes.recorded(project.run, name)
    is_supervised = processes.noted(project.run, "supervisor") is not None
    if process is None or not process.ends or not is_supervised:
        return ""
    return f"being restarted after {_times(process.ends)} (see var/log/site.log)"


def _times(ends: int) -> str:
    return "it stopped" if ends == 1 else f"it stopped {ends} times in a row"
