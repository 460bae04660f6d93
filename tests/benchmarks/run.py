"""One run: the venues, the servers, the check that all agree, then the rounds."""

import json
import time
from argparse import Namespace

from django.utils import timezone

from tests.benchmarks.measurement import RequestRunner, check_ids, measure
from tests.benchmarks.report import figures, machine, table
from tests.benchmarks.servers import TIPG, servers
from tests.benchmarks.venues import (
    database_of,
    open_database,
    remove_database,
    size_of,
)
from tests.benchmarks.workload import workload


def run(words: Namespace) -> None:
    """Print the table; write `--json` if requested. Only ids are asserted."""
    if words.anew:
        remove_database(database_of(words.venues))
    started = time.monotonic()
    name = open_database(words.venues, say=say)
    size = size_of(name)
    say(
        f"{words.venues:,} venues, {size / 1e6:,.0f} MB, there after "
        f"{time.monotonic() - started:.0f} s"
    )
    if not TIPG.exists():
        say("tipg is not installed (tests/benchmarks/requirements.txt): left out.")
    on = machine(at=timezone.now())
    requests = [request for request in workload() if words.only in request.name]
    with servers(name) as running:
        runner = RequestRunner(running)
        check_ids(runner, requests)
        say("All answer the same ids.")
        measurements = measure(
            runner, requests, rounds=words.rounds, minutes=words.minutes, say=say
        )
    rows = figures(measurements)
    say(f"\n{table(rows)}\n\n{json.dumps(on)}")
    if words.json:
        document = {"venues": words.venues, "database_bytes": size, "machine": on}
        document |= {"figures": rows}
        words.json.write_text(json.dumps(document, indent=1) + "\n")
    if words.remove:
        remove_database(database_of(words.venues))


def say(text: str) -> None:
    """Print at once: a run takes minutes."""
    print(text, flush=True)
