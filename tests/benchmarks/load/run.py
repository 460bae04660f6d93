"""`./makerloom bench --load`: many visitors at once, while somebody edits or not."""

import os
import secrets
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial

from tests.benchmarks.load.clients import Crowd
from tests.benchmarks.load.report import Cost, machine_line, table
from tests.benchmarks.load.views import COUNT, View, Visitors, zipf
from tests.benchmarks.load.world import (
    DATABASE,
    Edits,
    edits_every_second,
    open_world,
)
from tests.benchmarks.measurement import backends
from tests.benchmarks.processes import cpu_ns, family
from tests.benchmarks.venues import remove_database
from tests.running import (
    collect_static_files,
    database_url,
    free_port,
    granian,
    running,
)

SECONDS = 75.0
SEED = 1
_APPLICATION = f"bench-load-{os.getpid()}"
_WARM_UP = 200  # other views, before the clock: imports, templates, connections


@dataclass(frozen=True, slots=True)
class Load:
    """A way of asking: `edited` says that something changes every second."""

    name: str
    views: Callable[[list[View]], Iterator[View]]
    edited: bool


LOADS = (
    Load(f"{COUNT:,} different views, each once, an edit every second", iter, True),
    Load(f"Zipf over the same {COUNT:,} views", partial(zipf, seed=SEED), False),
)


def run_load(words: Namespace, say: Callable[[str], None]) -> None:
    """Print a table for each way of asking; no time is asserted."""
    if words.anew:
        remove_database(DATABASE)
    open_world(say)
    visitors = Visitors(SEED)
    views, others = visitors.views(), visitors.views(_WARM_UP)
    say(machine_line())
    for load in LOADS:
        if words.only in load.name:
            # Each begins with a server that remembers nothing.
            with _server() as (port, pid):
                Crowd(port, iter(others), seconds=SECONDS).samples()
                say(_measured(load, load.views(views), port=port, pid=pid))
    if words.remove:
        remove_database(DATABASE)


def _measured(load: Load, views: Iterator[View], *, port: int, pid: int) -> str:
    server, database = family(pid), backends(_APPLICATION)
    before = cpu_ns(server), cpu_ns(database), time.process_time_ns()
    began = time.monotonic()
    with edits_every_second() if load.edited else nullcontext(Edits()) as edits:
        samples = Crowd(port, views, seconds=SECONDS).samples()
        seconds = time.monotonic() - began
    after = cpu_ns(server), cpu_ns(database), time.process_time_ns()
    of_server, of_database, here = (b - a for a, b in zip(before, after, strict=True))
    cost = Cost(
        server_ns=of_server,
        database_ns=of_database,
        client_ns=here - edits.cpu_ns,
        edits_ns=edits.cpu_ns,
    )
    return table(load.name, samples, seconds=seconds, edits=edits.count, cost=cost)


@contextmanager
def _server() -> Iterator[tuple[int, int]]:
    """Run the site as `up` does until the block ends; yield its port and process."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "DATABASE_URL": database_url(DATABASE, f"application_name={_APPLICATION}"),
        "PUBLIC_BASE_URL": base,
        "SECRET_KEY": secrets.token_hex(),
        "DEBUG": "False",
        "TILE_URL": "off",
        # The clients say where they are, as a proxy would: many addresses.
        "TRUSTED_PROXY": "True",
    }
    collect_static_files()
    command = granian(port, workers=min(2, os.cpu_count() or 1))
    with running(command, environment, ready=f"{base}/api/conformance") as process:
        yield port, process.pid
