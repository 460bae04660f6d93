"""The running site: one server and one worker below one supervisor."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from geoapp.config.launcher import processes
from geoapp.config.launcher.address import answers, refuse_a_used_port
from geoapp.config.launcher.configure import app_database_url, public_base_url
from geoapp.config.launcher.project import Project, open_log, print_line, refuse
from geoapp.config.launcher.replace import replace_processes
from geoapp.config.launcher.supervisor import (
    Child,
    Cluster,
    Supervisor,
    stop_at_signals,
)

NAMES = ("supervisor", "server", "worker")
_SITE = ("geoapp", "templates", "static", "fixtures", "requirements.txt")
# What goes on running while the server's processes are replaced.
_BELOW_THE_SITE = (
    "geoapp/config/launcher",
    "geoapp/config/server.py",
    "requirements.txt",
)
_STATEMENT_TIMEOUT_MS = "10000"
# One slow job, such as a large photo, must not hold up emails for signing in.
WORKER_OPTIONS = ("--concurrency", "3", "--delete-jobs", "successful")


def serve(project: Project, *, port: int, detach: bool, stop_cluster: bool) -> None:
    """Run the site until Ctrl-C, or leave it running with `detach`.

    `stop_cluster`: this `up` started the database, so it ends with the site.
    Raises Refusal when the port is taken or the site does not answer.
    """
    runs_on = False
    try:
        refuse_unless_free(project, port=port)
        if processes.noted(project.run, "supervisor") and _is_newer(project, _SITE):
            if _is_newer(project, _BELOW_THE_SITE):
                print_line("The code has changed. Restarting the site.")
                stop_all(project)
            else:
                print_line("The code has changed.")
                replace_processes(project)
        if processes.noted(project.run, "supervisor"):
            url = public_base_url(project, port=port)
            print_line(f"Makerloom is already running: {url}/")
            return
        if detach:
            _leave_running(project, port=port)
            runs_on = True
        else:
            supervise(project, port=port, announce=True)
    finally:
        if stop_cluster and not runs_on:
            launcher = str(project.root / "makerloom")
            subprocess.call([launcher, "stop-cluster"], cwd=project.root)


def _is_newer(project: Project, paths: Sequence[str]) -> bool:
    """Whether any of these files is newer than what runs of the site."""
    started = (project.run / "supervisor.pid").stat().st_mtime
    files = (path for place in paths for path in _files(project.root / place))
    return any(path.stat().st_mtime > started for path in files)


def _files(place: Path) -> Iterable[Path]:
    paths = place.rglob("*.*") if place.is_dir() else [place]
    return (path for path in paths if path.suffix != ".pyc" and path.exists())


def refuse_unless_free(project: Project, *, port: int) -> None:
    """Raise Refusal if the site cannot be served on the port.

    It can where it is already served there; not where another program listens, nor
    while it is served on another port. What a killed supervisor left is stopped.
    """
    supervisor = processes.noted(project.run, "supervisor")
    if supervisor and supervisor.port != port:
        refuse(
            f"Makerloom is already running on port {supervisor.port}. To use another"
            " port, run ./makerloom down first."
        )
    if supervisor is None:
        stop_all(project)
        refuse_a_used_port(port)


def stop_all(project: Project) -> None:
    """Stop the recorded processes: the supervisor, then what it may have left."""
    for name in NAMES:
        running = processes.noted(project.run, name)
        if running:
            processes.stop(running)
        if name != "supervisor":
            processes.end_orphans(project.run, name, root=project.root)
        processes.forget(project.run, name)


def _leave_running(project: Project, *, port: int) -> None:
    """Start a supervisor that outlives this terminal; wait for the site."""
    with open_log(project.log / "site.log") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "geoapp.config.launcher", "supervise", str(port)],
            cwd=project.root,
            env=project.environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    if not answers(port, alive=lambda: supervisor.poll() is None):
        stop_all(project)
        refuse(
            "The site did not start. See the end of var/log/site.log. Fix the"
            " problem, then run ./makerloom up again."
        )
    print_line(f"Makerloom is running: {public_base_url(project, port=port)}/")
    print_line(
        "Running in the background. Status: ./makerloom status. Stop: ./makerloom"
        " down. Log: var/log/site.log"
    )


def supervise(project: Project, *, port: int, announce: bool) -> None:
    """Keep server, worker and the private database running until a signal asks to stop.

    Whatever ends is started again after growing pauses. Raises Refusal if the server
    cannot run at all.
    """
    stopping = stop_at_signals()
    supervisor = Supervisor(
        project, _children(project, port=port), port=port, cluster=_cluster(project)
    )
    if announce:
        threading.Thread(
            target=_announce, args=(project, port, stopping), daemon=True
        ).start()
    supervisor.run(stopping)


def _children(project: Project, *, port: int) -> list[Child]:
    site = {"PUBLIC_BASE_URL": public_base_url(project, port=port), "PORT": str(port)}
    app_url = app_database_url(project)
    if app_url:  # with a role that owns no table
        site["DATABASE_URL"] = app_url
    # The worker's jobs may take their time; a request may not.
    limits = {"server": _STATEMENT_TIMEOUT_MS, "worker": "0"}
    commands = {
        "server": server_command(port=port),
        "worker": project.manage("procrastinate", "worker", *WORKER_OPTIONS),
    }
    return [
        Child(
            name,
            command,
            site
            | {
                "STATEMENT_TIMEOUT_MS": os.environ.get(
                    "STATEMENT_TIMEOUT_MS", limits[name]
                )
            },
        )
        for name, command in commands.items()
    ]


def _cluster(project: Project) -> Cluster | None:
    """Return the private database, None if the site has another."""
    folder = os.environ.get("MAKERLOOM_SOCKET")
    command = [str(project.root / "makerloom"), "start-cluster"]
    return Cluster(Path(folder), command) if folder else None


def server_command(*, port: int) -> list[str]:
    """Return the server's command line. Two processes use two cores; the threads of
    each are those of config/threaded_wsgi.py."""
    return [
        *(sys.executable, "-m", "geoapp.config.server"),
        *("--host", os.environ.get("HOST", "127.0.0.1"), "--port", str(port)),
        *("--workers", str(min(2, os.cpu_count() or 1))),
    ]


def _announce(project: Project, port: int, stopping: threading.Event) -> None:
    if answers(port, alive=lambda: not stopping.is_set()):
        print_line(f"Makerloom is running: {public_base_url(project, port=port)}/")
        print_line("Press Ctrl-C to stop.")
