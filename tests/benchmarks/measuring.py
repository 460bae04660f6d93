"""Rounds: everybody is asked the same in turn, so that no one has a quieter machine."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection

from tests.benchmarks.ceilings import pgbench, script_of
from tests.benchmarks.client import BadAnswer, Connection, Reply
from tests.benchmarks.processes import cpu_ns
from tests.benchmarks.questions import Question
from tests.benchmarks.servers import Server

US, SQL, EMPTY = "makerloom", "statement", "empty view"
_WARM_UP = 8  # requests of each batch that are not counted; of slow ones one
_BATCH_S = 0.25
_SLOW_S = 0.1
_FEWEST, _MOST = 3, 200


@dataclass
class Measured:
    """What one of them took for one question, round by round."""

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
    """Somebody who answers a question.

    `ask` takes how many requests are counted, and how many before them are not; it
    returns the seconds of each. `pids` are the processes that work on it.
    """

    name: str
    ask: Callable[[int, int], list[float]]
    pids: Callable[[], list[int]]
    wire_bytes: int = 0
    warm_up: int = 1
    batch: int = _FEWEST


class Asker:
    """Asks any of the servers, as often as wanted."""

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

    def contenders(self, asked: Question) -> Iterator[Contender]:
        """Yield everybody who can answer, the ceilings among them."""
        headers = dict(asked.headers)
        first = self.once(US, asked.target, headers)
        if asked.unchanged:
            headers["If_None_Match"] = first.headers["etag"]
        yield self._of(US, asked.target, headers)
        if asked.criteria is not None:
            script = script_of(asked.criteria)
            yield Contender(
                SQL,
                lambda runs, warm_up: pgbench(script, runs=runs, warm_up=warm_up),
                pids=list,
            )
        size = first.wire_bytes
        constant = "/api/unchanged" if asked.unchanged else f"/api/constant/{size}"
        yield self._of(EMPTY, constant, {})
        for name, target in asked.others.items():
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


def measured(
    asker: Asker,
    asked: list[Question],
    *,
    rounds: int,
    minutes: float,
    say: Callable[[str], None],
) -> dict[str, dict[str, Measured]]:
    """Return what everybody took for every question.

    No round begins after so many minutes: a busy machine gets fewer of them.
    """
    until = time.monotonic() + minutes * 60
    who = {question.name: list(asker.contenders(question)) for question in asked}
    found = {
        name: {c.name: Measured(wire_bytes=c.wire_bytes) for c in contenders}
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


def _add(so_far: Measured, contender: Contender) -> None:
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


def check_ids(asker: Asker, asked: list[Question]) -> None:
    """Assert that everybody answers the very same venues, ours in the right order."""
    for question in asked:
        expected = question.expected()
        ours = ids_of(asker.once(US, question.target))
        if question.target.startswith("/api/exports/"):
            ours, expected = sorted(ours), sorted(expected)
        assert ours == expected, question.name
        for name, target in question.others.items():
            if asker.knows(name):
                theirs = ids_of(asker.once(name, target))
                assert sorted(theirs) == sorted(expected), (question.name, name)
