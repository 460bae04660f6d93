"""Figures and their table: medians over all requests, ratios round by round."""

import math
import os
import platform
import random
import statistics
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

from tests.benchmarks.measurement import EMPTY, SQL, US, Measurement

_RESAMPLES = 2_000
_PACKAGES = ("django", "psycopg", "granian", "djangorestframework-gis")


def figures(found: dict[str, dict[str, Measurement]]) -> list[dict[str, Any]]:
    """Return a row for every question and everybody who answered it."""
    rows = []
    for question, by_name in found.items():
        for name, one in by_name.items():
            times = one.all
            row: dict[str, Any] = {
                "question": question,
                "who": name,
                "requests": len(times),
                "p50_ms": percentile(times, 50) * 1e3,
                "p99_ms": percentile(times, 99) * 1e3,
                "cpu_ms": statistics.mean(one.cpu_ns) / 1e6
                if any(one.cpu_ns)
                else None,
                "bytes": one.wire_bytes or None,
                "round_medians_ms": [median * 1e3 for median in one.medians],
            }
            if name != US:
                row["ratio"] = ratio(by_name[US].medians, one.medians, upside_down=name)
            elif SQL in by_name:
                row["ratio"] = ratio(one.medians, _both(by_name))
            rows.append(row)
    return rows


def _both(by_name: dict[str, Measurement]) -> list[float]:
    """Return what the statement and an empty view take together, round by round."""
    pairs = zip(by_name[SQL].medians, by_name[EMPTY].medians, strict=True)
    return [sum(pair) for pair in pairs]


def ratio(
    ours: Sequence[float], theirs: Sequence[float], *, upside_down: str = ""
) -> dict[str, float]:
    """Return how often ours holds the other, with the middle 95 % of resampling.

    The ratio is that of each round, so that a slow minute is in both. Of peers it
    is turned: how many times as long as we they take.
    """
    turned = upside_down not in {"", SQL, EMPTY}
    # A clock that stood still, as those of virtual machines may, measured nothing.
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a and b]
    each = [b / a if turned else a / b for a, b in pairs]
    chance = random.Random(1)
    again = sorted(
        statistics.median(chance.choices(each, k=len(each)))
        for _resample in range(_RESAMPLES)
    )
    return {
        "median": statistics.median(each),
        "low": again[int(_RESAMPLES * 0.025)],
        "high": again[int(_RESAMPLES * 0.975)],
    }


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        "| question | who | p50 ms | p99 ms | CPU ms | bytes | times |",
        "|---|---|--:|--:|--:|--:|---|",
    ]
    before = ""
    for row in rows:
        name = row["question"] if row["question"] != before else ""
        before = row["question"]
        cells = [name, row["who"], f"{row['p50_ms']:.2f}", f"{row['p99_ms']:.2f}"]
        cells.append("" if row["cpu_ms"] is None else f"{row['cpu_ms']:.2f}")
        cells.append(f"{row['bytes']:,}" if row["bytes"] else "")
        cells.append(_words(row))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _words(row: dict[str, Any]) -> str:
    if "ratio" not in row:
        return ""
    found = row["ratio"]
    spread = f"{found['median']:.2f} ({found['low']:.2f} to {found['high']:.2f})"
    if row["who"] == US:
        return f"is {spread} of statement + empty view"
    if row["who"] in {SQL, EMPTY}:
        return f"ours is {spread} of it"
    return f"takes {spread} of ours"


def machine(*, at: datetime) -> dict[str, Any]:
    """Return what the figures were measured on; `at` (aware) is when."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version(), PostGIS_Lib_Version()")
        postgres, postgis = cursor.fetchone()
        cursor.execute("SHOW shared_buffers")
        (buffers,) = cursor.fetchone()
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "date": at.date().isoformat(),
        "system": _system(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 1e9),
        "load": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "postgresql": " ".join(str(postgres).split()[:2]),
        "postgis": postgis,
        "shared_buffers": buffers,
        **{name: version(name) for name in _PACKAGES},
    }


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def percentile(times: Sequence[float], percent: int) -> float:
    """Return a percentile of sorted times; nan if there are none."""
    if not times:
        return math.nan
    return times[min(len(times) - 1, len(times) * percent // 100)]
