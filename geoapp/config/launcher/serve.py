"""The running site: one server and one worker below one supervisor."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from geoapp.config.launcher import processes
from geoapp.config.launcher.address import answers, refuse_a_used_port
from geoapp.config.launcher.configure import public_base_url
from geoapp.config.launcher.project import Project, print_line, refuse

NAMES = ("supervisor", "server", "worker")
_SHORT_LIFE_S = 10.0
_STATEMENT_TIMEOUT_MS = "10000"
# One slow job, such as a large photo, must not hold up emails for signing in.
WORKER_OPTIONS = ("--concurrency", "3", "--delete-jobs", "successful")


@dataclass
class Child:
    """A process that should run as long as the site does."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_s: float = field(default=0.0)


def serve(project: Project, *, port: int, detach: bool, stop_cluster: bool) -> None:
    """Run the site until Ctrl-C, or leave it running with `detach`.

    `stop_cluster`: this `up` started the database, so it ends with the site.
    Raises Refusal when the port is taken or the site does not answer.
    """
    runs_on = False
    try:
        refuse_unless_free(project, port=port)
        if processes.noted(project.run, "supervisor") and _code_is_newer(project):
            print_line("The code has changed. Restarting the site.")
            stop_all(project)
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


def _code_is_newer(project: Project) -> bool:
    """Whether any file of the site is newer than its start."""
    started = (project.run / "supervisor.pid").stat().st_mtime
    files = (
        path
        for folder in ("geoapp", "templates", "static", "fixtures")
        for path in (project.root / folder).rglob("*.*")
    )
    return any(
        path.stat().st_mtime > started for path in files if path.suffix != ".pyc"
    )


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
    project.log.mkdir(parents=True, exist_ok=True)
    with (project.log / "site.log").open("ab") as log:
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
    """Keep a server and a worker running until a signal asks to stop.

    A child that ends is restarted; one that ends within 10 s of its start cannot run at
    all. Raises Refusal then, after stopping the other.
    """
    stopping = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: stopping.set())
    processes.note(project.run, "supervisor", pid=os.getpid(), port=port)
    children = [
        Child("server", server_command(project, port=port)),
        Child("worker", project.manage("procrastinate", "worker", *WORKER_OPTIONS)),
    ]
    try:
        for child in children:
            _start(project, child, port=port)
        if announce:
            threading.Thread(
                target=_announce, args=(project, port, stopping), daemon=True
            ).start()
        while not stopping.wait(0.5):
            _restart_ended(project, children, port=port)
    finally:
        _stop_children(project, children)
        processes.forget(project.run, "supervisor")


def server_command(project: Project, *, port: int) -> list[str]:
    """Return granian's command line. Two processes use two cores; a thread holds
    one database connection, so eight each stay far below PostgreSQL's hundred. Six of
    the eight may wait for slow clients (config/request_bodies.py,
    api/exports/concurrency_limit.py)."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", os.environ.get("HOST", "127.0.0.1"), "--port", str(port)),
        *("--workers", str(min(2, os.cpu_count() or 1)), "--blocking-threads", "8"),
        *("--respawn-failed-workers", "--log-level", "warning"),
        *("--working-dir", str(project.root), "geoapp.config.wsgi:application"),
    ]


def _start(project: Project, child: Child, *, port: int) -> None:
    base_url = public_base_url(project, port=port)
    # The worker's jobs may take their time; a request may not.
    limit = _STATEMENT_TIMEOUT_MS if child.name == "server" else "0"
    environment = {
        "STATEMENT_TIMEOUT_MS": os.environ.get("STATEMENT_TIMEOUT_MS", limit)
    }
    child.process = subprocess.Popen(
        child.command,
        cwd=project.root,
        env=project.environment(
            PUBLIC_BASE_URL=base_url, PORT=str(port), **environment
        ),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    child.started_s = time.monotonic()
    processes.note(project.run, child.name, pid=child.process.pid, port=port)


def _restart_ended(project: Project, children: list[Child], *, port: int) -> None:
    for child in children:
        if child.process is None or child.process.poll() is None:
            continue
        if time.monotonic() - child.started_s < _SHORT_LIFE_S:
            refuse(
                f"The {child.name} stopped right after starting. See the lines"
                " above. Fix the problem, then run ./makerloom up again."
            )
        processes.end_orphans(project.run, child.name, root=project.root)
        print_line(f"The {child.name} stopped. Restarting it.")
        _start(project, child, port=port)


def _stop_children(project: Project, children: list[Child]) -> None:
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.terminate()
    for child in children:
        if child.process is not None:
            try:
                child.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            processes.end_orphans(project.run, child.name, root=project.root)
        processes.forget(project.run, child.name)


def _announce(project: Project, port: int, stopping: threading.Event) -> None:
    if answers(port, alive=lambda: not stopping.is_set()):
        print_line(f"Makerloom is running: {public_base_url(project, port=port)}/")
        print_line("Press Ctrl-C to stop.")
