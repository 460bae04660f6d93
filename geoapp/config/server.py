"""`python -m geoapp.config.server`: granian's processes, and how they are replaced.

SIGHUP replaces one after the other, so that new code and settings are taken over while
the site is used: each goes on until the new one has loaded, and finishes what it began.
It closes connections that clients keep open, though.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing import Event
from multiprocessing.synchronize import Event as EventType
from pathlib import Path
from socket import AF_UNIX, socket
from typing import Any

from granian._granian import ListenerSpec
from granian.constants import Interfaces
from granian.log import LogLevels, logger
from granian.server.mp import MPServer, WorkerProcess

APPLICATION = "geoapp.config.asgi"
STOP_ACCEPTING = signal.SIGUSR1
# A connection counts as long as it is open: by granian's own numbers a thousand that
# say nothing would keep everybody out.
_BACKLOG, _MOST_CONNECTIONS = 2048, 4096
# The supervisor kills a server that is stopped and has not ended after 20 s.
_STOP_S = 15
_LOAD_S = 60.0
# So long a process reads what it has accepted, before it closes what is silent.
_READ_S = 0.5
# So long those who read large files from it may go on.
_FINISH_S = 60.0
# What every version of the site imports. A new process loads the site alone, in half
# the time; new packages need a new server.
_PACKAGES = (
    "babel.dates",
    "django.core.handlers.wsgi",
    "django.core.management",
    "django.db.backends.postgresql.base",
    "django.forms",
    "django.template.engine",
    "psycopg_pool",
    "requests",
    "yaml",
)


class Server(MPServer):
    """granian's server, whose listening sockets outlive its processes.

    By itself granian gives each process a socket of its own on Linux, and whoever waits
    there to be accepted is disconnected when the process ends.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(APPLICATION, **options)
        self._listening: list[Any] = []
        self._loaded: EventType = Event()

    def _init_shared_socket(self) -> None:
        super()._init_shared_socket()  # type: ignore[no-untyped-call]
        if sys.platform != "linux":  # they share one anyway
            return
        self._ssp = None
        for _worker in range(self.workers):
            spec = ListenerSpec(self.bind_addr, self.bind_port, self.backlog)
            holder = spec.build()
            listener = socket(fileno=holder.get_fd())
            listener.listen(self.backlog)
            listener.detach()
            self._listening.append(holder)

    def _spawn_worker(  # type: ignore[override]
        self, idx: int, target: Any, callback_loader: Callable[..., Any]
    ) -> WorkerProcess:
        self._loaded = Event()
        listener = None
        if self._listening:
            self._shd = self._listening[idx]
            listener = self._listening[idx].get_fd()
        load_here = partial(callback_loader, self._loaded, listener)
        return super()._spawn_worker(idx, target, load_here)

    def _respawn_workers(  # noqa: PLR0917 - as granian calls it
        self,
        workers: Sequence[int],
        spawn_target: Any,
        target_loader: Callable[..., Any],
        delay: float = 0,
    ) -> None:
        """Replace those that run; start those that have ended."""
        for idx in workers:
            if self.interrupt_signal:
                return
            if self.wrks[idx].inner.is_alive():
                self._replace(idx, spawn_target, target_loader)
            else:
                super()._respawn_workers([idx], spawn_target, target_loader, delay)
            # One that ended meanwhile is noted as ended. Where another has its place
            # by now, granian would take that for a process that keeps ending.
            while self.wrks[idx].inner.is_alive() and idx in self.interrupt_children:
                self.interrupt_children.remove(idx)

    def _replace(
        self, idx: int, spawn_target: Any, target_loader: Callable[..., Any]
    ) -> None:
        """Start a process; end the one before when the new one has loaded the site."""
        fresh = self._spawn_worker(idx, spawn_target, target_loader)
        fresh.interrupt_by_parent = True  # if it ends now, the one before goes on
        fresh.start()  # type: ignore[no-untyped-call]
        self._wait(_LOAD_S, lambda: self._loaded.is_set() or not fresh.inner.is_alive())
        if not self._loaded.is_set():
            if not self.interrupt_signal:
                logger.error("A new process did not start. The one before goes on.")
            fresh.inner.kill()
            return
        fresh.interrupt_by_parent = False
        before, self.wrks[idx] = self.wrks[idx], fresh
        before.interrupt_by_parent = True
        if self._listening and before.inner.pid:
            with suppress(ProcessLookupError):
                os.kill(before.inner.pid, STOP_ACCEPTING)
            self._wait(_READ_S, lambda: not before.inner.is_alive())
        before.inner.terminate()
        self._wait(_FINISH_S, lambda: not before.inner.is_alive())
        if self.interrupt_signal:  # it finishes what it has begun, as the others do
            self.wrks.append(before)
        else:
            before.inner.kill()

    def _wait(self, patience_s: float, is_so: Callable[[], bool]) -> None:
        """Wait until something is so, the patience ends or the server shall end."""
        end = time.monotonic() + patience_s
        while not is_so() and not self.interrupt_signal and time.monotonic() < end:
            time.sleep(0.02)


def load(_name: str, loaded: EventType, listener: int | None) -> Any:
    """Load the site in a new process; `listener` is the socket that it listens at.

    Until it can end gently it ends at once: the handlers that it has from its parent
    would swallow the signal, and the parent would wait.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = import_module(APPLICATION).application
    import_module("geoapp.config.urls")
    if listener is not None:
        signal.signal(STOP_ACCEPTING, lambda *_: stop_accepting(listener))
    loaded.set()
    return application


def stop_accepting(listener: int) -> None:
    """Leave new connections to the processes that share a listening socket.

    granian has no word for it. All of this process's descriptors of the socket lead to
    another from now on, to which nobody connects.
    """
    nobody = socket(AF_UNIX)
    nobody.settimeout(0)
    nobody.bind("")  # a name that the kernel makes up (unix(7), autobind)
    nobody.listen(1)
    shared = os.fstat(listener)
    for path in list(Path("/proc/self/fd").iterdir()):
        with suppress(OSError):  # the folder's own descriptor is closed by now
            if os.path.samestat(os.fstat(int(path.name)), shared):
                os.dup2(nobody.fileno(), int(path.name))
    nobody.close()


def main(arguments: Sequence[str]) -> None:
    """Serve until SIGTERM; exits with 1 if its processes keep ending."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # nothing to replace yet
    parser = argparse.ArgumentParser(prog="geoapp.config.server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    for name in _PACKAGES:
        import_module(name)
    server = Server(
        address=options.host,
        port=options.port,
        interface=Interfaces.ASGINL,
        workers=options.workers,
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_MOST_CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_S,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load)


if __name__ == "__main__":
    main(sys.argv[1:])
