"""What each fault did to a site: requests, failures, time to recover, rows lost."""

import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

TITLES = {
    "F1": "database stopped and started, twice",
    "F2": "every connection ended five times, a database process killed, then all",
    "F3": "database frozen for ten seconds",
    "F4": "40 clients, ten database connections",
    "F6": "disk of the photos full, then that of the database",
    "F7": "worker killed 20 times",
    "F8": "geocoder silent, slow, failing or wrong",
    "F9": "mail server silent, then speaking again",
    "F12": "each form sent 50 times at once",
    "F15": "database migrated beside 100,000 places",
    "F16": "server processes replaced 20 times",
    "F17": "backup restored in another cluster",
    "F18": "64 slow senders of 40 networks",
    "F20": "wrong SpaceAPI documents",
}


@dataclass(kw_only=True)
class Figures:
    """One run of one fault.

    `failed` counts answers of 500 and above; `recovery_s` are the seconds from the end
    of the fault to the last of them; `lost` are rows that had been confirmed and are
    missing, or are there twice. Where it matters, the seconds within which 99 % of the
    pages came: before the fault and during it.
    """

    fault: str
    sent: int = 0
    failed: int = 0
    recovery_s: float = 0.0
    lost: int = 0
    p99_before_s: float = 0.0
    p99_during_s: float = 0.0
    passed: bool = False


def table(runs: list[Figures]) -> list[str]:
    """Return the lines of a Markdown table, a row for each fault."""
    by_fault: dict[str, list[Figures]] = defaultdict(list)
    for run in runs:
        by_fault[run.fault].append(run)
    lines = [
        "| name | fault | survived | requests | failed | recovered in | rows lost |"
        " 99 % within, before and during |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for fault in sorted(by_fault, key=lambda name: int(name[1:])):
        rows = by_fault[fault]
        cells = [
            fault,
            TITLES[fault],
            f"{sum(run.passed for run in rows)} of {len(rows)}",
            f"{sum(run.sent for run in rows):,}",
            f"{sum(run.failed for run in rows):,}",
            _seconds(max(run.recovery_s for run in rows)),
            f"{sum(run.lost for run in rows):,}",
            _percentiles(rows),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _seconds(longest: float) -> str:
    return "at once" if longest == 0 else f"{math.ceil(longest * 10) / 10:.1f} s"


def _percentiles(rows: list[Figures]) -> str:
    """Return the medians of the runs, or nothing where they were not measured."""
    before = median(run.p99_before_s for run in rows)
    during = median(run.p99_during_s for run in rows)
    return f"{before:.2f} s, {during:.2f} s" if before else ""
