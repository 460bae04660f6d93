"""Rounds: every server gets the same requests in turn, so that none has a quieter machine."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection

from tests.benchmarks.ceilings import pgbench, script_of
from tests.benchmarks.client import BadAnswer, Connection, Reply
from tests.benchmarks.processes import cpu_ns
from tests.benchmarks.servers import Server
from tests.benchmarks.workload import BenchmarkRequest

US, SQL, EMPTY = "makerloom", "statement", "empty view"
_WARM_UP = 8  # requests of each batch that are not counted; of slow ones one
_BATCH_S = 0.25
_SLOW_S = 0.1
_FEWEST, _MOST = 3, 200


@dataclass
class Measurement:
    """What a contender took for a request, round by round."""

    rounds: list[list[float]] = field(default_factory=list)  # seconds of each request
    cpu_ns: list[float] = field(default_factory=list)  # a request, of each round
    wire_bytes: int = 0

    @property
    def medians(self) -> list[float]:
        """The median of each round, in seconds."""
        return [statistics.median(times) for times in self.rounds]

    @property
    def all(self) -> list[float]:
        """The seconds of every request, sorted."""
        return sorted(time for times in self.rounds for time in times)


@dataclass
class Contender:
    """A server, or a ceiling, that answers a request.

    `ask` takes how many requests are counted, and how many before them are not; it
    returns the seconds of each. `pids` are the processes that work on it.
    """

    name: str
    ask: Callable[[int, int], list[float]]
    pids: Callable[[], list[int]]
    wire_bytes: int = 0
    warm_up: int = 1
    batch: int = _FEWEST


class RequestRunner:
    """Sends requests to any of the servers."""

    def __init__(self, servers: dict[str, Server]) -> None:
        self._servers = servers

    def knows(self, name: str) -> bool:
        """Whether a server of this name runs."""
        return name in self._servers

    def once(
        self, name: str, target: str, headers: dict[str, str] | None = None
    ) -> Reply:
        """Return a server's answer; raises BadAnswer if it is none."""
        connected = Connection(self._servers[name].place.port)
        reply = _good(name, target, connected.get(target, **(headers or {})))
        connected.close()
        return reply

    def seconds(
        self, name: str, target: str, headers: dict[str, str], *, times: int
    ) -> list[float]:
        """Return how long each of the same requests takes on one kept connection."""
        connected = Connection(self._servers[name].place.port)
        found = []
        for _time in range(times):
            reply = _good(name, target, connected.get(target, **headers))
            found.append(reply.seconds)
        connected.close()
        return found

    def contenders(self, request: BenchmarkRequest) -> Iterator[Contender]:
        """Yield everybody who can answer, the ceilings among them."""
        headers = dict(request.headers)
        first = self.once(US, request.target, headers)
        if request.unchanged:
            headers["If_None_Match"] = first.headers["etag"]
        yield self._of(US, request.target, headers)
        if request.criteria is not None:
            script = script_of(request.criteria)
            yield Contender(
                SQL,
                lambda runs, warm_up: pgbench(script, runs=runs, warm_up=warm_up),
                pids=list,
            )
        size = first.wire_bytes
        constant = "/api/unchanged" if request.unchanged else f"/api/constant/{size}"
        yield self._of(EMPTY, constant, {})
        for name, target in request.others.items():
            if self.knows(name):
                yield self._of(name, target, {})

    def _of(self, name: str, target: str, headers: dict[str, str]) -> Contender:
        def ask(runs: int, warm_up: int) -> list[float]:
            return self.seconds(name, target, headers, times=warm_up + runs)[warm_up:]

        server = self._servers[name]
        return Contender(
            name,
            ask,
            lambda: server.pids() + backends(server.place.application),
            self.once(name, target, headers).wire_bytes,
        )


def _good(name: str, target: str, reply: Reply) -> Reply:
    if reply.status not in {200, 304}:
        raise BadAnswer(f"{name}: {reply.status} {target} {reply.body[:300]!r}")
    return reply


def backends(application: str) -> list[int]:
    """Return the database's processes that serve one application."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = %s",
            [application],
        )
        return [pid for (pid,) in cursor.fetchall()]


def measure(
    runner: RequestRunner,
    requests: list[BenchmarkRequest],
    *,
    rounds: int,
    minutes: float,
    say: Callable[[str], None],
) -> dict[str, dict[str, Measurement]]:
    """Return what every contender took for every request.

    No round begins after so many minutes: a busy machine gets fewer of them.
    """
    until = time.monotonic() + minutes * 60
    who = {request.name: list(runner.contenders(request)) for request in requests}
    found = {
        name: {c.name: Measurement(wire_bytes=c.wire_bytes) for c in contenders}
        for name, contenders in who.items()
    }
    for contenders in who.values():
        for contender in contenders:
            typical = statistics.median(contender.ask(_FEWEST, _FEWEST))
            contender.warm_up = _WARM_UP if typical < _SLOW_S else 1
            contender.batch = int(min(max(_BATCH_S / typical, _FEWEST), _MOST))
    for number in range(rounds):
        if number and time.monotonic() > until:
            break
        say(f"Round {number + 1} of {rounds}")
        for name, contenders in who.items():
            # Who begins changes, so that nobody always follows the same neighbour.
            turn = number % len(contenders)
            for contender in contenders[turn:] + contenders[:turn]:
                _add(found[name][contender.name], contender)
    return found


def _add(so_far: Measurement, contender: Contender) -> None:
    pids = contender.pids()
    before = cpu_ns(pids)
    times = contender.ask(contender.batch, contender.warm_up)
    so_far.cpu_ns.append((cpu_ns(pids) - before) / (contender.warm_up + len(times)))
    so_far.rounds.append(times)


def ids_of(reply: Reply) -> list[str]:
    """Return the ids in a FeatureCollection or a GeoJSON text sequence, in order."""
    if reply.body.startswith(b"\x1e"):
        features = [json.loads(line) for line in reply.body.split(b"\x1e")[1:]]
    elif not reply.body:
        features = []
    else:
        features = json.loads(reply.body)["features"]
    return [str(feature["id"]) for feature in features]


def check_ids(runner: RequestRunner, requests: list[BenchmarkRequest]) -> None:
    """Assert that everybody answers the very same venues, ours in the right order."""
    for request in requests:
        expected = request.expected()
        ours = ids_of(runner.once(US, request.target))
        if request.target.startswith("/api/exports/"):
            ours, expected = sorted(ours), sorted(expected)
        assert ours == expected, request.name
        for name, target in request.others.items():
            if runner.knows(name):
                theirs = ids_of(runner.once(name, target))
                assert sorted(theirs) == sorted(expected), (request.name, name)
