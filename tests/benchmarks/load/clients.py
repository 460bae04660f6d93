"""Clients that ask at the same time, each waiting for its answer before the next."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus

from tests.benchmarks.client import BadAnswer, Connection
from tests.benchmarks.load.views import View

CLIENTS = 16
# Then somebody else comes: another address, another connection.
_VIEWS_OF_A_VISITOR = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """A request: how long its answer took, and what was wrong with it, "" for nothing."""

    kind: str
    seconds: float
    error: str


class Crowd:
    """So many clients on a port, until there is no view left or the time is over."""

    def __init__(self, port: int, views: Iterator[View], *, seconds: float) -> None:
        self._port = port
        self._views = views
        self._until = time.monotonic() + seconds
        self._turn = threading.Lock()

    def samples(self) -> list[Sample]:
        """Ask; return what all of them have seen."""
        with ThreadPoolExecutor(CLIENTS) as threads:
            each = threads.map(self._samples_of, range(CLIENTS))
            return [sample for samples in each for sample in samples]

    def _next(self) -> View | None:
        with self._turn:
            if time.monotonic() >= self._until:
                return None
            return next(self._views, None)

    def _samples_of(self, number: int) -> list[Sample]:
        chance = random.Random(number)
        samples: list[Sample] = []
        view = self._next()
        while view is not None:
            address = (
                f"2001:db8:{chance.randrange(2**16):x}:{chance.randrange(2**16):x}::1"
            )
            connected = Connection(self._port)
            for _view in range(_VIEWS_OF_A_VISITOR):
                samples.append(_ask(connected, view, address))
                view = self._next()
                if view is None or samples[-1].error:
                    break
            connected.close()
        return samples


def _ask(connected: Connection, view: View, address: str) -> Sample:
    started = time.perf_counter()
    try:
        reply = connected.get(
            view.target,
            Accept_Language=view.language,
            Accept_Encoding="gzip, deflate, br, zstd",
            X_Forwarded_For=address,
            X_Forwarded_Proto="http",
        )
    except (BadAnswer, OSError) as error:
        return Sample(
            view.kind, time.perf_counter() - started, f"{error} {view.target}"
        )
    good = reply.status == HTTPStatus.OK
    return Sample(
        view.kind, reply.seconds, "" if good else f"{reply.status} {view.target}"
    )
