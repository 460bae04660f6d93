"""The figures of a load: requests a second, how long they took, whose processor time."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from tests.benchmarks.load.clients import CLIENTS, Sample
from tests.benchmarks.load.views import SHARES
from tests.benchmarks.report import machine, percentile

_ERRORS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Nanoseconds of processor time: server, its database, the clients, the edits."""

    server_ns: int
    database_ns: int
    client_ns: int
    edits_ns: int

    def line(self, seconds: float, requests: int) -> str:
        """Return the shares, how busy the machine was, and the cost of a request."""
        parts = {
            "server": self.server_ns,
            "database": self.database_ns,
            "clients": self.client_ns,
            "edits": self.edits_ns,
        }
        total = sum(parts.values()) or 1
        shares = ", ".join(f"{name} {ns / total:.0%}" for name, ns in parts.items())
        cores = os.cpu_count() or 1
        return (
            f"Processor: {shares}; {total / 1e9 / seconds:.2f} of {cores} cores,"
            f" {total / 1e6 / max(requests, 1):.1f} ms a request."
        )


def table(
    name: str, samples: Sequence[Sample], *, seconds: float, edits: int, cost: Cost
) -> str:
    """Return the figures of one load as Markdown, errors and costs below."""
    errors = Counter(sample.error for sample in samples if sample.error)
    lines = [
        f"\n## {name}\n",
        f"{len(samples):,} requests of {CLIENTS} clients in {seconds:.1f} s:"
        f" {len(samples) / seconds:.1f}/s, {errors.total()} errors, {edits} edits.\n",
        "| views | requests | p50 ms | p95 ms | p99 ms |",
        "|---|--:|--:|--:|--:|",
        *(_row(kind, [s for s in samples if s.kind == kind]) for kind in SHARES),
        _row("all", samples),
        f"\n{cost.line(seconds, len(samples))}",
    ]
    lines += [
        f"{count} times {text}" for text, count in errors.most_common(_ERRORS_SHOWN)
    ]
    return "\n".join(lines)


def _row(kind: str, samples: Sequence[Sample]) -> str:
    times = sorted(sample.seconds * 1e3 for sample in samples)
    cells = [f"{percentile(times, percent):.0f}" for percent in (50, 95, 99)]
    return f"| {kind} | {len(times):,} | {' | '.join(cells)} |"


def machine_line() -> str:
    """Return what the load runs on."""
    on = machine(at=timezone.now())
    return (
        f"{on['date']}, {on['cores']} cores, {on['processor']}, load {on['load'][0]};"
        f" Python {on['python']}, {on['postgresql']}"
    )
