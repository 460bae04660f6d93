"""Keeps server, worker and the private database running, however often they end."""

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geoapp.config.launcher import processes
from geoapp.config.launcher.project import Project, print_line, refuse

# What lived so long did not end because of what ended it before.
PROVEN_S = 30.0
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 30.0
_LOOKS_EVERY_S = 0.5
# A server that never ran and ends by itself so often cannot run: a setting is wrong.
_ATTEMPTS = 3
# Whoever restarts the database by hand is given so long before we do.
_SILENCE_S = 3.0


def pause_after(ends: int) -> float:
    """Return the seconds to wait before a start, after so many ends in a row."""
    return min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0 ** min(ends - 1, 10))


@dataclass(slots=True)
class Child:
    """A process that should run as long as the site does.

    `ends` counts how often it ended in a row; `start_at` is when it is started next.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_s: float = 0.0
    ends: int = 0
    start_at: float = 0.0
    has_lived: bool = False


class Cluster:
    """The private database: started again when nobody listens at its socket."""

    def __init__(self, folder: Path, start: list[str]) -> None:
        self._socket = folder / ".s.PGSQL.5432"
        self._start = start
        self._starting: subprocess.Popen[bytes] | None = None
        self._silent_since: float | None = None
        self._attempts = 0
        self._start_at = 0.0

    def has_returned(self, now: float) -> bool:
        """Start it if it has ended; return whether it listens again since the last look."""
        if self._starting is not None and self._starting.poll() is None:
            return False
        self._starting = None
        if self._listens():
            was_silent = self._silent_since is not None
            self._silent_since, self._attempts = None, 0
            return was_silent
        if self._silent_since is None:
            self._silent_since, self._start_at = now, now + _SILENCE_S
        if now >= self._start_at:
            self._attempts += 1
            self._start_at = now + pause_after(self._attempts)
            say("The database stopped. Starting it.")
            with contextlib.suppress(OSError):  # the next attempt is due anyway
                self._starting = subprocess.Popen(
                    self._start, stdin=subprocess.DEVNULL, start_new_session=True
                )
        return False

    def finish_start(self) -> None:
        """Wait for a start that is under way, so that it can be stopped afterwards."""
        if self._starting is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._starting.wait(timeout=15)

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1.0)
            try:
                probe.connect(str(self._socket))
            except OSError as error:
                # A full queue of connections, or a stopped process, is no end.
                return isinstance(error, (TimeoutError, BlockingIOError))
        return True


class Supervisor:
    """Starts its children, and each again when it has ended, after growing pauses."""

    def __init__(
        self,
        project: Project,
        children: Sequence[Child],
        *,
        port: int,
        cluster: Cluster | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._project = project
        self._children = children
        self._port = port
        self._cluster = cluster
        self._clock = clock

    def run(self, stopping: threading.Event) -> None:
        """Look after the children until `stopping`, then end them.

        Raises Refusal if the server cannot run at all.
        """
        run = self._project.run
        processes.note(run, "supervisor", pid=os.getpid(), port=self._port)
        try:
            self.look()
            while not stopping.wait(_LOOKS_EVERY_S):
                self.look()
        finally:
            self._stop()
            processes.forget(run, "supervisor")

    def look(self) -> None:
        """Start whatever has ended and may begin again now; raises Refusal."""
        now = self._clock()
        if self._cluster and self._cluster.has_returned(now):
            for child in self._children:
                child.start_at = min(child.start_at, now)
        for child in self._children:
            code = child.process.poll() if child.process else None
            if child.process and code is None:
                self._see_alive(child, now)
                continue
            if code is not None:
                self._see_ended(child, code, now)
            if now >= child.start_at:
                self._start(child, now)

    def _see_alive(self, child: Child, now: float) -> None:
        if now - child.started_s < PROVEN_S:
            return
        child.has_lived = True
        if child.ends and child.process:
            child.ends = 0
            self._note(child, child.process.pid)

    def _see_ended(self, child: Child, code: int, now: float) -> None:
        child.process = None
        with contextlib.suppress(OSError):
            processes.end_orphans(
                self._project.run, child.name, root=self._project.root
            )
        record = processes.recorded(self._project.run, child.name)
        if record and record.is_replaced:
            child.start_at = now
            return
        child.ends += 1
        child.start_at = now + pause_after(child.ends)
        ended_itself = code > 0 and not child.has_lived
        if child.name == "server" and ended_itself and child.ends >= _ATTEMPTS:
            refuse(
                "The server stopped right after starting. See the lines above. Fix the"
                " problem, then run ./makerloom up again."
            )
        say(
            f"The {child.name} stopped. Restarting it in {pause_after(child.ends):g} s."
        )
        with contextlib.suppress(OSError):
            processes.note_ends(self._project.run, child.name, child.ends)

    def _start(self, child: Child, now: float) -> None:
        child.started_s = now
        try:
            child.process = subprocess.Popen(
                child.command,
                cwd=self._project.root,
                env=self._project.environment(**child.environment),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:  # no memory, no process number
            child.ends += 1
            child.start_at = now + pause_after(child.ends)
            say(f"The {child.name} could not be started: {error.strerror}.")
            return
        self._note(child, child.process.pid)

    def _note(self, child: Child, pid: int) -> None:
        with contextlib.suppress(OSError):  # a full disk ends no site
            processes.note(
                self._project.run,
                child.name,
                pid=pid,
                port=self._port,
                ends=child.ends,
            )

    def _stop(self) -> None:
        for child in self._children:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        for child in self._children:
            if child.process is not None:
                try:
                    child.process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    child.process.kill()
                    child.process.wait()
                processes.end_orphans(
                    self._project.run, child.name, root=self._project.root
                )
            processes.forget(self._project.run, child.name)
        if self._cluster:
            self._cluster.finish_start()


def stop_at_signals() -> threading.Event:
    """Return an event that is set by Ctrl-C, a request to end or a closed terminal."""
    stopping = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: stopping.set())
    return stopping


def say(text: str) -> None:
    """Print a line; a log that cannot be written ends no site."""
    with contextlib.suppress(OSError):
        print_line(text)
